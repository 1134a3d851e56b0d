// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// The second stage: grammar, numbers, escapes, duplicate members, tape.

#include "CSimdJSON.h"
#include "StructuralIndex.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace {

constexpr size_t kKeepLimit = 8u << 20;    // buffers above this are given back
constexpr uint32_t kHashedMembers = 64;    // objects above this check names by hash

inline bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
inline bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
inline bool ends_scalar(uint8_t c) { return is_space(c) || c == ',' || c == '}' || c == ']' || c == ':'; }

int hex_value(uint8_t c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Four hexadecimal digits, or -1.
int hex4(const uint8_t *p, const uint8_t *end) {
    if (end - p < 4) return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(p[i]);
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

/// Checks every escape of a string; returns the first bad byte or null.
const uint8_t *first_bad_escape(const uint8_t *p, const uint8_t *end) {
    while (p < end) {
        p = static_cast<const uint8_t *>(memchr(p, '\\', end - p));
        if (!p) return nullptr;
        if (p + 1 >= end) return p;
        switch (p[1]) {
            case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
                p += 2;
                break;
            case 'u': {
                int unit = hex4(p + 2, end);
                if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return p;
                if (unit < 0xD800 || unit > 0xDBFF) { p += 6; break; }
                if (end - p < 12 || p[6] != '\\' || p[7] != 'u') return p;
                int low = hex4(p + 8, end);
                if (low < 0xDC00 || low > 0xDFFF) return p;
                p += 12;
                break;
            }
            default:
                return p;
        }
    }
    return nullptr;
}

/// End of the number that starts at `p`, or null where it breaks the grammar.
/// The padding behind the text ends every number.
const uint8_t *number_end(const uint8_t *p) {
    if (*p == '-') p++;
    if (*p == '0') {
        p++;
    } else {
        if (!is_digit(*p)) return nullptr;
        while (is_digit(*p)) p++;
    }
    if (*p == '.') {
        p++;
        if (!is_digit(*p)) return nullptr;
        while (is_digit(*p)) p++;
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        if (*p == '+' || *p == '-') p++;
        if (!is_digit(*p)) return nullptr;
        while (is_digit(*p)) p++;
    }
    return p;
}

}  // namespace

struct ol_json_parser {
    onelondon::StructuralIndex index;
    std::vector<uint8_t> text;
    std::vector<ol_json_node> storage;  // room for a node per structural character
    std::vector<uint32_t> open_storage;
    std::vector<uint64_t> seen;         // per open object: one bit per name hash
    ol_json_node *nodes = nullptr;
    uint32_t node_count = 0;
    uint32_t *open = nullptr;
    uint32_t depth = 0;
    bool has_backslash = false;

    std::string unescaped(uint32_t start, uint32_t length) const {
        std::string out(length, '\0');
        out.resize(ol_json_unescape(text.data() + start, length, reinterpret_cast<uint8_t *>(&out[0])));
        return out;
    }

    bool same_name(const ol_json_node &a, const ol_json_node &b) const {
        if ((a.flags | b.flags) & OL_JSON_KEY_HAS_ESCAPES) {
            return unescaped(a.key_start, a.key_length) == unescaped(b.key_start, b.key_length);
        }
        return a.key_length == b.key_length &&
               memcmp(text.data() + a.key_start, text.data() + b.key_start, a.key_length) == 0;
    }

    /// One of 64 bits from a name's length and first eight bytes. Escaped names
    /// share all bits with everything, so they are always compared in full.
    uint64_t name_bit(const ol_json_node &node) const {
        if (node.flags & OL_JSON_KEY_HAS_ESCAPES) return ~0ull;
        uint64_t word = 0;
        memcpy(&word, text.data() + node.key_start, 8);
        if (node.key_length < 8) word &= (1ull << (8 * node.key_length)) - 1;
        word = (word ^ node.key_length) * 0x9E3779B97F4A7C15ull;
        return 1ull << (word >> 58);
    }

    /// Whether the member at `index` repeats a name of its object. Large
    /// objects wait for `first_duplicate`.
    bool repeats(uint32_t object, uint32_t index) const {
        if (nodes[object].count > kHashedMembers) return false;
        for (uint32_t i = object + 1; i < index; i = nodes[i].next) {
            if (same_name(nodes[i], nodes[index])) return true;
        }
        return false;
    }

    /// The first member of a large object that repeats a name, or 0.
    uint32_t first_duplicate(uint32_t object) const {
        std::unordered_set<std::string_view> plain;
        std::unordered_set<std::string> escaped;
        bool any_escaped = false;
        for (uint32_t i = object + 1; i < nodes[object].next; i = nodes[i].next) {
            any_escaped |= nodes[i].flags & OL_JSON_KEY_HAS_ESCAPES;
        }
        for (uint32_t i = object + 1; i < nodes[object].next; i = nodes[i].next) {
            const auto &node = nodes[i];
            bool fresh = any_escaped
                ? escaped.insert(unescaped(node.key_start, node.key_length)).second
                : plain.insert({reinterpret_cast<const char *>(text.data()) + node.key_start, node.key_length}).second;
            if (!fresh) return i;
        }
        return 0;
    }

    ol_json_result failure(int code, size_t offset, uint32_t key_start = 0, uint32_t key_length = 0) const {
        return {code, static_cast<uint32_t>(offset), depth, node_count, nodes, open, key_start, key_length};
    }

    ol_json_result build(uint32_t length, uint32_t max_depth);
};

ol_json_result ol_json_parser::build(uint32_t length, uint32_t max_depth) {
    const uint8_t *const bytes = text.data();
    const uint32_t *const at = index.offsets();
    const uint32_t count = index.count();
    if (storage.size() < count) storage.resize(count + count / 2);
    if (open_storage.size() < max_depth) {
        open_storage.resize(max_depth);
        seen.resize(max_depth);
    }
    nodes = storage.data();
    open = open_storage.data();
    uint32_t i = 0;
    uint32_t key_start = 0, key_length = 0;
    uint8_t key_flags = 0;

    // A string that opens at at[i]: it ends at the last quote before the next
    // structural character.
    auto string_end = [&](uint32_t position) -> uint32_t {
        uint32_t end = i + 1 < count ? at[i + 1] : length;
        while (end > position + 1 && is_space(bytes[end - 1])) end--;
        return end - 1;
    };

    for (;;) {
        // A value is due at at[i].
        if (i >= count) return failure(OL_JSON_TRUNCATED, length, key_start, key_length);
        const uint32_t position = at[i];
        const uint32_t self = node_count;
        ol_json_node node{position, 0, self + 1, 0, key_start, static_cast<uint16_t>(key_length), 0, key_flags};
        bool opened = false;
        switch (bytes[position]) {
            case '{':
            case '[':
                if (depth >= max_depth) return failure(OL_JSON_TOO_DEEP, position, key_start, key_length);
                node.kind = bytes[position] == '{' ? OL_JSON_OBJECT : OL_JSON_ARRAY;
                opened = true;
                break;
            case '"': {
                const uint32_t end = string_end(position);
                if (end == position || bytes[end] != '"') return failure(OL_JSON_UNCLOSED_STRING, position, key_start, key_length);
                node.kind = OL_JSON_STRING;
                node.start = position + 1;
                node.length = end - position - 1;
                if (has_backslash && memchr(bytes + node.start, '\\', node.length)) {
                    node.flags |= OL_JSON_VALUE_HAS_ESCAPES;
                    const uint8_t *bad = first_bad_escape(bytes + node.start, bytes + end);
                    if (bad) return failure(OL_JSON_INVALID_ESCAPE, bad - bytes, key_start, key_length);
                }
                break;
            }
            case 't':
                if (memcmp(bytes + position, "true", 4) != 0) return failure(OL_JSON_INVALID_LITERAL, position, key_start, key_length);
                node.kind = OL_JSON_TRUE;
                node.length = 4;
                break;
            case 'f':
                if (memcmp(bytes + position, "false", 5) != 0) return failure(OL_JSON_INVALID_LITERAL, position, key_start, key_length);
                node.kind = OL_JSON_FALSE;
                node.length = 5;
                break;
            case 'n':
                if (memcmp(bytes + position, "null", 4) != 0) return failure(OL_JSON_INVALID_LITERAL, position, key_start, key_length);
                node.kind = OL_JSON_NULL;
                node.length = 4;
                break;
            default: {
                if (bytes[position] != '-' && !is_digit(bytes[position])) {
                    return failure(OL_JSON_EXPECTED_VALUE, position, key_start, key_length);
                }
                const uint8_t *end = number_end(bytes + position);
                if (!end) return failure(OL_JSON_INVALID_NUMBER, position, key_start, key_length);
                node.kind = OL_JSON_NUMBER;
                node.length = static_cast<uint32_t>(end - bytes) - position;
            }
        }
        if (node.kind >= OL_JSON_NUMBER) {
            const uint32_t end = position + node.length;
            if (end < length ? !ends_scalar(bytes[end]) : end > length) {
                return failure(node.kind == OL_JSON_NUMBER ? OL_JSON_INVALID_NUMBER : OL_JSON_INVALID_LITERAL,
                               position, key_start, key_length);
            }
        }
        nodes[node_count++] = node;
        if (depth > 0) {
            const uint32_t parent = open[depth - 1];
            if (nodes[parent].kind == OL_JSON_OBJECT) {
                const uint64_t bit = name_bit(node);
                if ((seen[depth - 1] & bit) && repeats(parent, self)) {
                    return failure(OL_JSON_DUPLICATE_MEMBER, key_start, key_start, key_length);
                }
                seen[depth - 1] |= bit;
            }
            nodes[parent].count++;
        }
        i++;

        bool need_name = false;
        if (opened) {
            open[depth] = self;
            seen[depth] = 0;
            depth++;
            const uint8_t closer = node.kind == OL_JSON_OBJECT ? '}' : ']';
            if (i >= count) return failure(OL_JSON_TRUNCATED, length);
            if (bytes[at[i]] != closer) {
                need_name = node.kind == OL_JSON_OBJECT;
                if (!need_name) { key_start = key_length = 0; key_flags = 0; continue; }
            }
        }

        // Behind a value: close containers until a comma asks for the next one.
        while (!need_name) {
            if (depth == 0) {
                if (i < count) return failure(OL_JSON_TRAILING_CONTENT, at[i]);
                return failure(OL_JSON_OK, length);
            }
            if (i >= count) return failure(OL_JSON_TRUNCATED, length);
            const uint32_t parent = open[depth - 1];
            const bool object = nodes[parent].kind == OL_JSON_OBJECT;
            const uint8_t c = bytes[at[i]];
            if (c == (object ? '}' : ']')) {
                nodes[parent].length = at[i] + 1 - nodes[parent].start;
                nodes[parent].next = node_count;
                if (object && nodes[parent].count > kHashedMembers) {
                    if (uint32_t twin = first_duplicate(parent)) {
                        return failure(OL_JSON_DUPLICATE_MEMBER, nodes[twin].key_start, nodes[twin].key_start, nodes[twin].key_length);
                    }
                }
                depth--;
                i++;
                continue;
            }
            if (c != ',') return failure(OL_JSON_EXPECTED_COMMA_OR_END, at[i]);
            i++;
            if (object) { need_name = true; break; }
            key_start = key_length = 0;
            key_flags = 0;
            break;
        }
        if (!need_name) continue;

        // A member name and its colon.
        if (i >= count) return failure(OL_JSON_TRUNCATED, length);
        const uint32_t quote = at[i];
        if (bytes[quote] != '"') return failure(OL_JSON_EXPECTED_MEMBER_NAME, quote);
        const uint32_t end = string_end(quote);
        if (end == quote || bytes[end] != '"') return failure(OL_JSON_UNCLOSED_STRING, quote);
        if (end - quote - 1 > UINT16_MAX) return failure(OL_JSON_NAME_TOO_LONG, quote);
        key_start = quote + 1;
        key_length = end - quote - 1;
        key_flags = 0;
        if (has_backslash && memchr(bytes + key_start, '\\', key_length)) {
            key_flags = OL_JSON_KEY_HAS_ESCAPES;
            const uint8_t *bad = first_bad_escape(bytes + key_start, bytes + end);
            if (bad) return failure(OL_JSON_INVALID_ESCAPE, bad - bytes);
        }
        i++;
        if (i >= count) return failure(OL_JSON_TRUNCATED, length, key_start, key_length);
        if (bytes[at[i]] != ':') return failure(OL_JSON_EXPECTED_COLON, at[i], key_start, key_length);
        i++;
    }
}

ol_json_parser *ol_json_parser_create(void) { return new (std::nothrow) ol_json_parser(); }

void ol_json_parser_destroy(ol_json_parser *parser) { delete parser; }

ol_json_result ol_json_parse(ol_json_parser *parser, const uint8_t *text, size_t length, uint32_t max_depth) {
    parser->node_count = 0;
    parser->depth = 0;
    if (length == 0) return parser->failure(OL_JSON_EMPTY, 0);
    if (length >= UINT32_MAX - OL_JSON_PADDING) return parser->failure(OL_JSON_TOO_LARGE, 0);
    if (parser->text.capacity() > kKeepLimit && length < kKeepLimit) {
        parser->text = {};
        parser->storage = {};
        parser->index.shrink(kKeepLimit);
    }
    if (parser->text.size() < length + OL_JSON_PADDING) parser->text.resize(length + OL_JSON_PADDING);
    memcpy(parser->text.data(), text, length);
    memset(parser->text.data() + length, 0, OL_JSON_PADDING);
    parser->has_backslash = memchr(text, '\\', length) != nullptr;

    switch (parser->index.find(parser->text.data(), length)) {
        case simdjson::SUCCESS: break;
        case simdjson::EMPTY: return parser->failure(OL_JSON_EMPTY, 0);
        case simdjson::UTF8_ERROR: return parser->failure(OL_JSON_INVALID_UTF8, 0);
        case simdjson::UNESCAPED_CHARS: return parser->failure(OL_JSON_CONTROL_CHARACTER, 0);
        case simdjson::UNCLOSED_STRING: return parser->failure(OL_JSON_UNCLOSED_STRING, length);
        case simdjson::MEMALLOC: return parser->failure(OL_JSON_OUT_OF_MEMORY, 0);
        default: return parser->failure(OL_JSON_EXPECTED_VALUE, 0);
    }
    return parser->build(static_cast<uint32_t>(length), max_depth);
}

size_t ol_json_unescape(const uint8_t *p, size_t length, uint8_t *out) {
    const uint8_t *const end = p + length;
    uint8_t *o = out;
    while (p < end) {
        if (*p != '\\') { *o++ = *p++; continue; }
        switch (p[1]) {
            case 'b': *o++ = '\b'; p += 2; break;
            case 'f': *o++ = '\f'; p += 2; break;
            case 'n': *o++ = '\n'; p += 2; break;
            case 'r': *o++ = '\r'; p += 2; break;
            case 't': *o++ = '\t'; p += 2; break;
            case 'u': {
                uint32_t scalar = hex4(p + 2, end);
                p += 6;
                if (scalar >= 0xD800 && scalar <= 0xDBFF) {
                    scalar = 0x10000 + ((scalar - 0xD800) << 10) + (hex4(p + 2, end) - 0xDC00);
                    p += 6;
                }
                if (scalar < 0x80) {
                    *o++ = scalar;
                } else if (scalar < 0x800) {
                    *o++ = 0xC0 | scalar >> 6;
                    *o++ = 0x80 | (scalar & 0x3F);
                } else if (scalar < 0x10000) {
                    *o++ = 0xE0 | scalar >> 12;
                    *o++ = 0x80 | (scalar >> 6 & 0x3F);
                    *o++ = 0x80 | (scalar & 0x3F);
                } else {
                    *o++ = 0xF0 | scalar >> 18;
                    *o++ = 0x80 | (scalar >> 12 & 0x3F);
                    *o++ = 0x80 | (scalar >> 6 & 0x3F);
                    *o++ = 0x80 | (scalar & 0x3F);
                }
                break;
            }
            default: *o++ = p[1]; p += 2; break;
        }
    }
    return o - out;
}
