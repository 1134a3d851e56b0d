// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// The second stage: grammar, numbers, escapes, duplicate members, tape.
//
// Objects and arrays have a loop each, joined by jumps: where the reader is
// says what may come next, so that it is not looked up for every value. Behind
// the last structural character stands one more offset, that of the zero byte
// behind the text. No token starts with zero, so running off the end shows
// there and costs no check anywhere else.

#include "CSimdJSON.h"
#include "MemberNames.h"
#include "Scalars.h"
#include "StructuralIndex.h"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace onelondon;

namespace {

constexpr size_t kKeepLimit = 8u << 20;    // buffers above this are given back

// Keeps the builder's state in registers: nothing of it may have an address.
#define OL_INLINE __attribute__((always_inline)) inline

/// Writes the tape of one text.
struct TapeBuilder {
    const uint8_t *const bytes;       // zeros behind it, as many as OL_JSON_PADDING
    const uint32_t length;
    const uint32_t *const at;         // offsets of structural characters, then `length`
    const uint32_t count;             // how many, without that last one
    ol_json_node *const nodes;        // room for one per structural character, or for `max_nodes`
    OpenContainer *const outside;     // room for `max_depth` behind this one
    const uint32_t max_depth;
    const uint32_t max_nodes;

    OpenContainer *level;             // innermost open container; `outside` around the root
    uint32_t node_count = 0;
    uint32_t i = 0;                   // the next structural character
    uint32_t fault = 0;               // offset of what is wrong
    uint32_t key_start = 0;           // name of the member that is being read
    uint32_t key_length = 0;
    uint8_t key_flags = 0;
    const uint8_t *backslash;         // the first that is not behind us, or the end of the text

    TapeBuilder(const std::vector<uint8_t> &text, uint32_t length, const StructuralIndex &index,
                std::vector<ol_json_node> &nodes, std::vector<OpenContainer> &levels, uint32_t max_nodes)
        : bytes(text.data()), length(length), at(index.offsets()), count(index.count()), nodes(nodes.data()),
          outside(levels.data()), max_depth(static_cast<uint32_t>(levels.size() - 1)), max_nodes(max_nodes),
          level(levels.data()),
          backslash(next_backslash(text.data())) {
        *outside = {};
    }

    OL_INLINE uint8_t due() const { return bytes[at[i]]; }

    OL_INLINE int failed(int code, uint32_t offset) {
        fault = offset;
        return code;
    }

    /// A fault at what is due, where the end of the text may be due.
    OL_INLINE int failed_here(int code) {
        return i >= count ? failed(OL_JSON_TRUNCATED, length) : failed(code, at[i]);
    }

    OL_INLINE void forget_name() {
        key_start = key_length = 0;
        key_flags = 0;
    }

    const uint8_t *next_backslash(const uint8_t *from) const {
        const void *next = memchr(from, '\\', bytes + length - from);
        return next ? static_cast<const uint8_t *>(next) : bytes + length;
    }

    /// The string that opens at what is due; its closing quote is the last one
    /// before the next structural character.
    OL_INLINE int read_string(uint32_t &end, bool &escaped) {
        const uint32_t quote = at[i];
        end = at[i + 1] - 1;
        if (bytes[end] != '"') {
            while (end > quote && is_space(bytes[end])) end--;
            if (bytes[end] != '"') return failed(OL_JSON_UNCLOSED_STRING, quote);
        }
        if (end == quote) return failed(OL_JSON_UNCLOSED_STRING, quote);
        escaped = bytes + end > backslash;
        if (escaped) {
            if (const uint8_t *bad = first_bad_escape(bytes + quote + 1, bytes + end)) {
                return failed(OL_JSON_INVALID_ESCAPE, static_cast<uint32_t>(bad - bytes));
            }
            backslash = next_backslash(bytes + end);
        }
        return OL_JSON_OK;
    }

    /// The number or literal that is due.
    OL_INLINE int read_word(ol_json_node &node) {
        const uint8_t *const first = bytes + at[i];
        int code = OL_JSON_INVALID_LITERAL;
        if (*first == 't') {
            if (memcmp(first, "true", 4) != 0) return failed(code, at[i]);
            node.kind = OL_JSON_TRUE;
            node.length = 4;
        } else if (*first == 'f') {
            if (memcmp(first, "false", 5) != 0) return failed(code, at[i]);
            node.kind = OL_JSON_FALSE;
            node.length = 5;
        } else if (*first == 'n') {
            if (memcmp(first, "null", 4) != 0) return failed(code, at[i]);
            node.kind = OL_JSON_NULL;
            node.length = 4;
        } else {
            if (*first != '-' && !is_digit(*first)) return failed_here(OL_JSON_EXPECTED_VALUE);
            code = OL_JSON_INVALID_NUMBER;
            const uint8_t *end = number_end(first);
            if (!end) return failed(code, at[i]);
            node.kind = OL_JSON_NUMBER;
            node.length = static_cast<uint32_t>(end - first);
        }
        const uint32_t end = node.start + node.length;
        if (end < length && !ends_scalar(bytes[end])) return failed(code, node.start);
        return OL_JSON_OK;
    }

    /// The string, number or literal that is due; leaves `i` behind it.
    OL_INLINE int read_scalar() {
        if (node_count == max_nodes) return failed(OL_JSON_TOO_MANY_VALUES, at[i]);
        ol_json_node node{
            at[i], 0, node_count + 1, 0, key_start, static_cast<uint16_t>(key_length), OL_JSON_STRING, key_flags,
        };
        if (due() == '"') {
            uint32_t end;
            bool escaped;
            if (int code = read_string(end, escaped)) return code;
            node.length = end - ++node.start;
            if (escaped) node.flags |= OL_JSON_VALUE_HAS_ESCAPES;
        } else if (int code = read_word(node)) {
            return code;
        }
        nodes[node_count++] = node;
        level->count++;
        i++;
        return OL_JSON_OK;
    }

    /// The member name that is due and its colon; leaves `i` at the value.
    OL_INLINE int read_name() {
        const uint32_t quote = at[i];
        forget_name();
        if (bytes[quote] != '"') return failed_here(OL_JSON_EXPECTED_MEMBER_NAME);
        uint32_t end;
        bool escaped;
        if (int code = read_string(end, escaped)) return code;
        if (end - quote - 1 > UINT16_MAX) return failed(OL_JSON_NAME_TOO_LONG, quote);
        key_start = quote + 1;
        key_length = end - quote - 1;
        if (is_repeated(escaped)) return failed(OL_JSON_DUPLICATE_MEMBER, key_start);
        if (escaped) key_flags = OL_JSON_KEY_HAS_ESCAPES;
        i++;
        if (due() != ':') return failed_here(OL_JSON_EXPECTED_COLON);
        i++;
        return OL_JSON_OK;
    }

    /// Whether the open object has a member of this name. An escaped name sets
    /// every bit, so that it and all behind it are compared in full.
    OL_INLINE bool is_repeated(bool escaped) {
        const uint8_t bit = MemberNames::bit(bytes + key_start, key_length);
        uint64_t &word = level->seen[bit >> 6];
        const uint64_t mask = 1ull << (bit & 63);
        bool suspect = (word & mask) || escaped;
        word |= mask;
        if (!suspect) return false;
        if (escaped) memset(level->seen, 0xFF, sizeof(level->seen));
        return level->count <= kHashedMembers &&
               MemberNames{bytes, nodes}.taken(level->node, node_count, key_start, key_length, escaped);
    }

    /// The bracket that is due; leaves `i` behind it.
    OL_INLINE int open(uint8_t kind) {
        if (level == outside + max_depth) return failed(OL_JSON_TOO_DEEP, at[i]);
        if (node_count == max_nodes) return failed(OL_JSON_TOO_MANY_VALUES, at[i]);
        level->count++;
        level++;
        level->node = node_count;
        level->count = 0;
        for (uint64_t &bits : level->seen) bits = 0;
        nodes[node_count] = {
            at[i], 0, node_count + 1, 0, key_start, static_cast<uint16_t>(key_length), kind, key_flags,
        };
        node_count++;
        i++;
        forget_name();
        return OL_JSON_OK;
    }

    /// The closing bracket that is due; leaves `i` behind it.
    OL_INLINE int close() {
        ol_json_node &node = nodes[level->node];
        node.length = at[i] + 1 - node.start;
        node.next = node_count;
        node.count = level->count;
        if (node.count > kHashedMembers && node.kind == OL_JSON_OBJECT) {
            if (uint32_t twin = MemberNames{bytes, nodes}.first_duplicate(level->node)) {
                key_start = nodes[twin].key_start;
                key_length = nodes[twin].key_length;
                return failed(OL_JSON_DUPLICATE_MEMBER, key_start);
            }
        }
        level--;
        i++;
        return OL_JSON_OK;
    }

    int build();
};

int TapeBuilder::build() {
    int code;
    if (due() == '{') goto object;
    if (due() == '[') goto array;
    if ((code = read_scalar())) return code;
    goto end;

object:
    if ((code = open(OL_JSON_OBJECT))) return code;
    if (due() == '}') goto close;
    for (;;) {
        if ((code = read_name())) return code;
        if (due() == '{') goto object;
        if (due() == '[') goto array;
        if ((code = read_scalar())) return code;
    behind_member:
        if (due() != ',') break;
        i++;
    }
    if (due() == '}') goto close;
    forget_name();
    return failed_here(OL_JSON_EXPECTED_COMMA_OR_END);

array:
    if ((code = open(OL_JSON_ARRAY))) return code;
    if (due() == ']') goto close;
    for (;;) {
        if (due() == '{') goto object;
        if (due() == '[') goto array;
        if ((code = read_scalar())) return code;
    behind_item:
        if (due() != ',') break;
        i++;
        forget_name();
    }
    if (due() != ']') {
        forget_name();
        return failed_here(OL_JSON_EXPECTED_COMMA_OR_END);
    }

close:
    if ((code = close())) return code;
    if (level == outside) goto end;
    if (nodes[level->node].kind == OL_JSON_ARRAY) goto behind_item;
    goto behind_member;

end:
    forget_name();
    return i < count ? failed(OL_JSON_TRAILING_CONTENT, at[i]) : failed(OL_JSON_OK, length);
}

/// The buffers of one thread.
struct Parser {
    StructuralIndex index;
    std::vector<uint8_t> text;
    std::vector<ol_json_node> nodes;       // room for a node per structural character
    std::vector<OpenContainer> levels;     // the outside, then room for each level
    std::vector<uint32_t> open;            // on a failure: the open containers

    ol_json_result failure(int code, size_t offset) const {
        return {code, static_cast<uint32_t>(offset), 0, 0, nodes.data(), open.data(), 0, 0};
    }

    ol_json_result parse(const uint8_t *source, size_t length, uint32_t max_depth, uint32_t max_nodes);
    ol_json_result build(uint32_t length, uint32_t max_depth, uint32_t max_nodes);
};

ol_json_result Parser::parse(const uint8_t *source, size_t length, uint32_t max_depth, uint32_t max_nodes) {
    if (length == 0) return failure(OL_JSON_EMPTY, 0);
    if (length >= UINT32_MAX - OL_JSON_PADDING) return failure(OL_JSON_TOO_LARGE, 0);
    if (text.capacity() > kKeepLimit && length < kKeepLimit) {
        // An assignment of {} would keep the memory.
        decltype(text)().swap(text);
        decltype(nodes)().swap(nodes);
        index.shrink(kKeepLimit);
    }
    if (text.size() < length + OL_JSON_PADDING) text.resize(length + OL_JSON_PADDING);
    memcpy(text.data(), source, length);
    memset(text.data() + length, 0, OL_JSON_PADDING);

    switch (index.find(text.data(), length)) {
        case simdjson::SUCCESS: break;
        case simdjson::EMPTY: return failure(OL_JSON_EMPTY, 0);
        case simdjson::UTF8_ERROR: return failure(OL_JSON_INVALID_UTF8, 0);
        case simdjson::UNESCAPED_CHARS: return failure(OL_JSON_CONTROL_CHARACTER, 0);
        case simdjson::UNCLOSED_STRING: return failure(OL_JSON_UNCLOSED_STRING, length);
        case simdjson::MEMALLOC: return failure(OL_JSON_OUT_OF_MEMORY, 0);
        default: return failure(OL_JSON_EXPECTED_VALUE, 0);
    }
    return build(static_cast<uint32_t>(length), max_depth, max_nodes);
}

ol_json_result Parser::build(uint32_t length, uint32_t max_depth, uint32_t max_nodes) {
    const size_t room = std::min<size_t>(index.count(), max_nodes);
    if (nodes.size() < room) nodes.resize(room + std::min<size_t>(room / 2, 65536));
    if (levels.size() != size_t{max_depth} + 1) levels.resize(size_t{max_depth} + 1);
    TapeBuilder builder(text, length, index, nodes, levels, max_nodes);
    const int code = builder.build();
    const uint32_t depth = static_cast<uint32_t>(builder.level - builder.outside);
    if (code != OL_JSON_OK) {
        open.clear();
        for (uint32_t level = 1; level <= depth; level++) {
            nodes[levels[level].node].count = levels[level].count;
            open.push_back(levels[level].node);
        }
    }
    return {code, builder.fault, depth, builder.node_count, nodes.data(), open.data(),
            builder.key_start, builder.key_length};
}

}  // namespace

ol_json_result ol_json_parse(const uint8_t *text, size_t length, uint32_t max_depth, uint32_t max_nodes) {
    thread_local Parser parser;
    return parser.parse(text, length, max_depth, max_nodes);
}

size_t ol_json_unescape(const uint8_t *text, size_t length, uint8_t *out) { return unescape(text, length, out); }
