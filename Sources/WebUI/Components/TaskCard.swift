// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One thing that can be done from a page: what it is, and the way there.
struct TaskCard {
    var heading: String
    var text: String
    /// The words of the button; without them the heading is the link.
    var button: String?
    var address: PageAddress

    func add(to html: inout HTML) {
        html(.section, .class("task")) { html in
            html(.h2) { html in
                if button == nil {
                    html(.a, .href(address), text: heading)
                } else {
                    html.text(heading)
                }
            }
            html(.p, text)
            if let button { html(.a, .class("button"), .href(address), text: button) }
        }
    }
}

extension HTML {
    /// Adds tasks side by side, or below each other where there is little room.
    mutating func tasks(_ cards: [TaskCard]) {
        self(.div, .class("tasks")) { html in
            for card in cards { card.add(to: &html) }
        }
    }
}
