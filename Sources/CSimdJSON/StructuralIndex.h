// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// The only file that touches simdjson's first stage, which its authors mark
// private: a newer simdjson changes this file and nothing else.

#ifndef ONELONDON_STRUCTURAL_INDEX_H
#define ONELONDON_STRUCTURAL_INDEX_H

#include <simdjson.h>

#include <memory>

namespace onelondon {

/// Offsets of the structural characters of a text: brackets, colons, commas
/// and the first byte of every string, number and literal outside strings.
class StructuralIndex {
  public:
    /// `text` must be readable for `simdjson::SIMDJSON_PADDING` bytes past `length`.
    simdjson::error_code find(const uint8_t *text, size_t length) {
        if (!implementation_ || length > capacity_) {
            size_t wanted = length < 4096 ? 4096 : length + length / 2;
            auto code = simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, 8, implementation_);
            if (code) return code;
            capacity_ = wanted;
        }
        auto code = implementation_->stage1(text, length, simdjson::stage1_mode::regular);
        // The array has room for more offsets than the text has bytes.
        if (!code) implementation_->structural_indexes[count()] = static_cast<uint32_t>(length);
        return code;
    }

    /// `count()` offsets, and `length` behind them.
    const uint32_t *offsets() const { return implementation_->structural_indexes.get(); }
    uint32_t count() const { return implementation_->n_structural_indexes; }

    /// Gives memory back after an unusually large text.
    void shrink(size_t limit) {
        if (capacity_ > limit) {
            implementation_.reset();
            capacity_ = 0;
        }
    }

  private:
    std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation_;
    size_t capacity_ = 0;
};

static_assert(simdjson::SIMDJSON_PADDING <= 64, "OL_JSON_PADDING is too small");

}  // namespace onelondon

#endif
