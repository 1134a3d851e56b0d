// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension HTML {
    /// Adds the page's only `h1`.
    mutating func pageHeading(_ text: String, lede: String? = nil) {
        self(.h1, text)
        if let lede { self(.p, .class("lede"), text: lede) }
    }

    /// Adds a paragraph for each text.
    mutating func paragraphs(_ texts: [String]) {
        for text in texts { self(.p, text) }
    }

    /// Adds a list with dots.
    mutating func bullets(_ texts: [String]) {
        self(.ul, .class("bullets")) { html in
            for text in texts { html(.li, text) }
        }
    }

    /// Adds a heading and what stands under it as one section of the page.
    mutating func section(_ heading: String, id: String? = nil, class name: String = "", content: (inout HTML) -> Void)
    {
        self(.section, .when(id != nil, .id(id ?? "")), .when(!name.isEmpty, .class(name))) { html in
            html(.h2, heading)
            content(&html)
        }
    }

    /// Adds a link in a paragraph of its own.
    mutating func linkLine(_ text: String, _ address: PageAddress) {
        self(.p) { $0(.a, .href(address), text: text) }
    }

    /// Adds names with their values.
    mutating func summaryList(_ rows: [(name: String, value: String)]) {
        self(.dl, .class("summary-list")) { html in
            for row in rows {
                html(.div) { html in
                    html(.dt, row.name)
                    html(.dd) { $0.verbatim(row.value) }
                }
            }
        }
    }

    /// Adds text exactly as a source sent it: line breaks stay, and writing directions in it stay inside it.
    mutating func verbatim(_ text: String) {
        self(.bdi, .class("verbatim"), text: text)
    }

    /// Adds text that only screen readers meet.
    mutating func unseen(_ text: String) {
        self(.span, .class("unseen"), text: text)
    }
}

/// A table whose first cell of each row names the row.
struct DataTable {
    var caption: String
    var columns: [String]
    var captionIsUnseen = false
    /// A class for the table, such as `wide`.
    var style = ""

    /// Adds the table; `rows` fills its body.
    func add(to html: inout HTML, rows: (inout HTML) -> Void) {
        html(.div, .class("table-frame")) { html in
            html(.table, .when(!style.isEmpty, .class(style))) { html in
                html(.caption, .when(captionIsUnseen, .class("unseen")), text: caption)
                html(.thead) { html in
                    html(.tr) { html in
                        for column in columns { html(.th, .columnHeader, text: column) }
                    }
                }
                html(.tbody) { rows(&$0) }
            }
        }
    }
}
