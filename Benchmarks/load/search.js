// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
//
// Searches drawn at random from a file of addresses by family, which Benchmarks/search_queries.py draws from the data.
import http from 'k6/http';
import { check } from 'k6';
import { SharedArray } from 'k6/data';
import { load, summary } from './options.js';

const families = JSON.parse(__ENV.FAMILIES);
const queries = {};
for (const family of families) {
    queries[family] = new SharedArray(family, () => JSON.parse(open(__ENV.QUERIES))[family]);
}

export const options = load('family', families);
export const handleSummary = summary;

const headers = { Accept: 'application/fhir+json' };
if (__ENV.TOKEN) headers.Authorization = `Bearer ${__ENV.TOKEN}`;

export default function () {
    const family = families[Math.floor(Math.random() * families.length)];
    const drawn = queries[family];
    const query = drawn[Math.floor(Math.random() * drawn.length)];
    const tags = { family, name: family };
    const answer = http.get(`${__ENV.BASE}/${query}`, { headers, tags, responseType: 'none' });
    check(answer, { found: (answer) => answer.status === 200 }, tags);
}
