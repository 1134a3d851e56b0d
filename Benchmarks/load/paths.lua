-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: OneLondon contributors
--
-- wrk asks for the paths of a file in a random order and prints its figures as one line of JSON.
local paths = {}

function init(arguments)
    for path in io.lines(arguments[1]) do paths[#paths + 1] = path end
    math.randomseed(1)
    if arguments[2] then wrk.headers["Authorization"] = "Bearer " .. arguments[2] end
end

function request()
    return wrk.format("GET", paths[math.random(#paths)])
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\n{"count":%d,"seconds":%.3f,"bytes":%d,"med":%.2f,"p95":%.2f,"p99":%.2f,"max":%.2f,"failures":%d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
        latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
