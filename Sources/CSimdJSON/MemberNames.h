// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// No object may hold one name twice, however it is escaped.

#ifndef ONELONDON_MEMBER_NAMES_H
#define ONELONDON_MEMBER_NAMES_H

#include "CSimdJSON.h"
#include "Scalars.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_set>

namespace onelondon {

/// An object or array whose content is being read.
struct OpenContainer {
    uint32_t node;      // its place on the tape
    uint32_t count;     // members or items read so far
    uint64_t seen[4];   // of an object: one of 256 bits for each name so far
};

/// Objects above this are checked by hash when they close, not name by name.
constexpr uint32_t kHashedMembers = 64;

/// Compares names of members, in the text as it came.
struct MemberNames {
    const uint8_t *bytes;
    const ol_json_node *nodes;

    /// One of 256 bits, from the length and first eight bytes of a name without escapes.
    static uint8_t bit(const uint8_t *name, uint32_t length) {
        uint64_t word;
        memcpy(&word, name, 8);
        word &= length < 8 ? (1ull << (8 * length)) - 1 : ~0ull;
        return ((word ^ length) * 0x9E3779B97F4A7C15ull) >> 56;
    }

    std::string unescaped(uint32_t start, uint32_t length) const {
        std::string out(length, '\0');
        out.resize(unescape(bytes + start, length, reinterpret_cast<uint8_t *>(&out[0])));
        return out;
    }

    bool same(const ol_json_node &member, uint32_t start, uint32_t length, bool escaped) const {
        if (escaped || (member.flags & OL_JSON_KEY_HAS_ESCAPES)) {
            return unescaped(member.key_start, member.key_length) == unescaped(start, length);
        }
        return member.key_length == length && memcmp(bytes + member.key_start, bytes + start, length) == 0;
    }

    /// Whether a member of the object already has this name.
    __attribute__((noinline)) bool taken(
        uint32_t object, uint32_t node_count, uint32_t start, uint32_t length, bool escaped) const {
        for (uint32_t i = object + 1; i < node_count; i = nodes[i].next) {
            if (same(nodes[i], start, length, escaped)) return true;
        }
        return false;
    }

    /// The first member of a closed object that repeats a name, or 0.
    __attribute__((noinline)) uint32_t first_duplicate(uint32_t object) const {
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
                : plain.insert({reinterpret_cast<const char *>(bytes) + node.key_start, node.key_length}).second;
            if (!fresh) return i;
        }
        return 0;
    }
};

}  // namespace onelondon

#endif
