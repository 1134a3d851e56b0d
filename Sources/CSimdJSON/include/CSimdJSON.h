// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Turns JSON text into a flat tape of nodes.
//
// simdjson's run-time-dispatched first stage finds the structural characters
// and checks UTF-8; the second stage here checks the grammar and writes one
// node per value. A node points into the text and copies nothing, so unknown
// members, member order and the text of decimals survive.

#ifndef ONELONDON_CSIMDJSON_H
#define ONELONDON_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Bytes that must be readable (any content) behind the text.
#define OL_JSON_PADDING 64

enum {
    OL_JSON_OBJECT = 1,
    OL_JSON_ARRAY = 2,
    OL_JSON_STRING = 3,
    OL_JSON_NUMBER = 4,
    OL_JSON_TRUE = 5,
    OL_JSON_FALSE = 6,
    OL_JSON_NULL = 7,
};

enum {
    OL_JSON_VALUE_HAS_ESCAPES = 1,
    OL_JSON_KEY_HAS_ESCAPES = 2,
};

// One JSON value. 24 bytes; a resource of 1 kB has about 50.
typedef struct {
    uint32_t start;       // first byte of the value; of a string: behind its quote
    uint32_t length;      // bytes of the value; of a string: between its quotes
    uint32_t next;        // index of the first node behind this value's subtree
    uint32_t count;       // members of an object, items of an array
    uint32_t key_start;   // first byte of the member name, behind its quote
    uint16_t key_length;  // bytes of the member name; 0 where there is none
    uint8_t kind;
    uint8_t flags;
} ol_json_node;

enum {
    OL_JSON_OK = 0,
    OL_JSON_EMPTY,
    OL_JSON_INVALID_UTF8,
    OL_JSON_CONTROL_CHARACTER,
    OL_JSON_UNCLOSED_STRING,
    OL_JSON_EXPECTED_VALUE,
    OL_JSON_EXPECTED_MEMBER_NAME,
    OL_JSON_EXPECTED_COLON,
    OL_JSON_EXPECTED_COMMA_OR_END,
    OL_JSON_TRUNCATED,
    OL_JSON_TRAILING_CONTENT,
    OL_JSON_INVALID_NUMBER,
    OL_JSON_INVALID_LITERAL,
    OL_JSON_INVALID_ESCAPE,
    OL_JSON_DUPLICATE_MEMBER,
    OL_JSON_TOO_DEEP,
    OL_JSON_NAME_TOO_LONG,
    OL_JSON_TOO_LARGE,
    OL_JSON_OUT_OF_MEMORY,
    OL_JSON_TOO_MANY_VALUES,
};

// What a parse left; valid until the next parse on the same thread.
typedef struct {
    int code;                   // OL_JSON_OK or why it failed
    uint32_t offset;            // where it failed
    uint32_t depth;             // open containers at the failure
    size_t node_count;          // nodes written (on failure: so far)
    const ol_json_node *nodes;
    const uint32_t *open;       // indices of the open containers, outermost first
    uint32_t key_start;         // name of the member being read at the failure
    uint32_t key_length;
} ol_json_result;

// Parses `length` bytes of `text`. `text` needs no padding: it is copied once.
// Each thread keeps its buffers for reuse.
ol_json_result ol_json_parse(const uint8_t *text, size_t length, uint32_t max_depth, uint32_t max_nodes);

// Writes the unescaped form of an escaped, checked JSON string to `out` (at
// least `length` bytes) and returns how many bytes it wrote.
size_t ol_json_unescape(const uint8_t *text, size_t length, uint8_t *out);

#ifdef __cplusplus
}
#endif

#endif
