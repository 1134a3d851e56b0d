// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An element that may have content.
package struct Tag: Sendable {
    let name: StaticString

    fileprivate init(_ name: StaticString) {
        self.name = name
    }
}

/// An element that never has content, and so no end tag.
package struct VoidTag: Sendable {
    let name: StaticString

    fileprivate init(_ name: StaticString) {
        self.name = name
    }
}

/// The void elements in use.
extension VoidTag {
    package static let br = VoidTag("br")
    package static let hr = VoidTag("hr")
    package static let input = VoidTag("input")
    package static let link = VoidTag("link")
    package static let meta = VoidTag("meta")
}

/// The elements in use; there is none for scripts or styles.
extension Tag {
    package static let a = Tag("a")
    package static let abbr = Tag("abbr")
    package static let article = Tag("article")
    package static let aside = Tag("aside")
    package static let bdi = Tag("bdi")
    package static let body = Tag("body")
    package static let button = Tag("button")
    package static let caption = Tag("caption")
    package static let dd = Tag("dd")
    package static let details = Tag("details")
    package static let div = Tag("div")
    package static let dl = Tag("dl")
    package static let dt = Tag("dt")
    package static let fieldset = Tag("fieldset")
    package static let footer = Tag("footer")
    package static let form = Tag("form")
    package static let h1 = Tag("h1")
    package static let h2 = Tag("h2")
    package static let h3 = Tag("h3")
    package static let h4 = Tag("h4")
    package static let h5 = Tag("h5")
    package static let h6 = Tag("h6")
    package static let head = Tag("head")
    package static let header = Tag("header")
    package static let html = Tag("html")
    package static let label = Tag("label")
    package static let legend = Tag("legend")
    package static let li = Tag("li")
    package static let main = Tag("main")
    package static let nav = Tag("nav")
    package static let ol = Tag("ol")
    package static let option = Tag("option")
    package static let p = Tag("p")
    package static let section = Tag("section")
    package static let select = Tag("select")
    package static let small = Tag("small")
    package static let span = Tag("span")
    package static let strong = Tag("strong")
    package static let summary = Tag("summary")
    package static let table = Tag("table")
    package static let tbody = Tag("tbody")
    package static let td = Tag("td")
    package static let textarea = Tag("textarea")
    package static let th = Tag("th")
    package static let thead = Tag("thead")
    package static let time = Tag("time")
    package static let title = Tag("title")
    package static let tr = Tag("tr")
    package static let ul = Tag("ul")
}

/// The elements of inline drawings. Inside HTML they need no namespace.
extension Tag {
    package static let svg = Tag("svg")
    package static let circle = Tag("circle")
    package static let desc = Tag("desc")
    package static let g = Tag("g")
    package static let line = Tag("line")
    package static let path = Tag("path")
    package static let polyline = Tag("polyline")
    package static let rect = Tag("rect")
    package static let svgText = Tag("text")
    package static let svgTitle = Tag("title")
    package static let tspan = Tag("tspan")
}
