// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
//
// What all load scripts share: clients and seconds from the environment, figures for each group of requests, and the
// summary as JSON in a file.

/// Options of a script whose requests carry a tag with one of these values.
export function load(tag, values) {
    const thresholds = {};
    for (const value of values) {
        // A threshold that always holds makes k6 keep the figures of the group.
        thresholds[`http_req_duration{${tag}:${value}}`] = ['max>=0'];
        thresholds[`checks{${tag}:${value}}`] = ['rate>=0'];
    }
    return {
        scenarios: {
            load: {
                executor: 'constant-vus', vus: Number(__ENV.CLIENTS), duration: `${__ENV.SECONDS}s`,
                gracefulStop: '30s',
            },
        },
        thresholds,
        summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max', 'count'],
        systemTags: ['status', 'error_code'],
        noConnectionReuse: false,
    };
}

/// Writes all figures to the file that the environment names.
export function summary(data) {
    return { [__ENV.SUMMARY]: JSON.stringify(data) };
}
