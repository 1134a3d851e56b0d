// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
//
// Creates, reads, updates and deletes one resource of each of nine types: 36 requests an iteration, each resource
// referring to those made before it. Deletes run backwards, so nothing refers to what is gone.
import http from 'k6/http';
import { check } from 'k6';
import { load, summary } from './options.js';
import { resources } from './crud-resources.js';

export const options = load('op', ['create', 'read', 'update', 'delete']);
export const handleSummary = summary;

const base = __ENV.BASE;

function parameters(op) {
    const headers = { 'Content-Type': 'application/fhir+json', Accept: 'application/fhir+json' };
    if (__ENV.TOKEN) headers.Authorization = `Bearer ${__ENV.TOKEN}`;
    return { headers, tags: { op, name: op }, responseType: 'none' };
}

const asked = {
    create: parameters('create'), read: parameters('read'), update: parameters('update'), delete: parameters('delete'),
};

export default function () {
    const number = `${__VU}-${__ITER}`;
    const made = {};
    const bodies = {};
    const types = Object.keys(resources);
    for (const type of types) {
        bodies[type] = resources[type](made, number);
        const answer = http.post(`${base}/${type}`, JSON.stringify(bodies[type]), asked.create);
        const found = /\/([A-Za-z0-9.-]+)\/_history\/1$/.exec(answer.headers.Location || '');
        check(answer, { created: (answer) => answer.status === 201 && found !== null }, asked.create.tags);
        made[type] = `${type}/${found ? found[1] : 'lost'}`;
    }
    for (const type of types) {
        const answer = http.get(`${base}/${made[type]}`, asked.read);
        check(answer, { read: (answer) => answer.status === 200 && answer.headers.Etag === 'W/"1"' }, asked.read.tags);
    }
    for (const type of types) {
        const body = bodies[type];
        body.id = made[type].split('/')[1];
        body.language = 'en-GB';
        const answer = http.put(`${base}/${made[type]}`, JSON.stringify(body), asked.update);
        check(
            answer, { updated: (answer) => answer.status === 200 && answer.headers.Etag === 'W/"2"' },
            asked.update.tags);
    }
    for (const type of types.reverse()) {
        const answer = http.del(`${base}/${made[type]}`, null, asked.delete);
        check(answer, { deleted: (answer) => answer.status === 200 || answer.status === 204 }, asked.delete.tags);
    }
}
