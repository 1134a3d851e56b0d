// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Grammar of what is no container: white space, numbers and escapes in strings.

#ifndef ONELONDON_SCALARS_H
#define ONELONDON_SCALARS_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace onelondon {

inline bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
inline bool is_digit(uint8_t c) { return static_cast<uint8_t>(c - '0') < 10; }
inline bool ends_scalar(uint8_t c) { return c == ',' || c == '}' || c == ']' || c == ':' || is_space(c); }

inline int hex_value(uint8_t c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Four hexadecimal digits, or -1.
inline int hex4(const uint8_t *p, const uint8_t *end) {
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
inline const uint8_t *first_bad_escape(const uint8_t *p, const uint8_t *end) {
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
inline const uint8_t *number_end(const uint8_t *p) {
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

/// Writes a Unicode scalar as UTF-8 and returns the byte behind it.
inline uint8_t *write_utf8(uint32_t scalar, uint8_t *o) {
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
    return o;
}

/// The escaped, checked string `p` of `length` bytes as the characters it stands
/// for; returns how many bytes went to `out`, never more than `length`.
inline size_t unescape(const uint8_t *p, size_t length, uint8_t *out) {
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
                o = write_utf8(scalar, o);
                break;
            }
            default: *o++ = p[1]; p += 2; break;
        }
    }
    return o - out;
}

}  // namespace onelondon

#endif
