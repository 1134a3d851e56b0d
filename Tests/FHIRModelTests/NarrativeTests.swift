// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("Narratives")
struct NarrativeTests {
    private static func read(_ div: String) -> [NarrativeBlock] { Narrative(div: div).blocks }

    private static func item(_ text: String, _ level: Int = 0, _ number: Int? = nil) -> NarrativeBlock {
        .item(NarrativeItem(level: level, number: number, text: text))
    }

    private static func table(_ header: [String], _ rows: [[String]], _ caption: String? = nil) -> NarrativeBlock {
        .table(NarrativeTable(caption: caption, header: header, rows: rows.map { NarrativeTable.Row($0) }))
    }

    @Test(
        "Text of one paragraph",
        arguments: [
            ("<div>a</div>", "a"), ("a", "a"), ("<DIV><P>a</P></DIV>", "a"), ("<p> a \n\t b </p>", "a b"),
            ("<p>a<b> b</b>c</p>", "a bc"), ("a<br/>b<BR>c<br></br>", "a\nb\nc"), ("<br/>a<br/><br/>b<br/>", "a\n\nb"),
            ("<pre>\n  a  b\n c \n</pre>", "  a  b\n c"), ("<p style='white-space: pre'>a  b\r\nc</p>", "a  b\nc"),
            ("caf&eacute; 5&nbsp;&micro;g &ge;3 &lt;4 &amp;amp; &quot;&apos;", "café 5\u{A0}µg ≥3 <4 &amp; \"'"),
            ("&#233;&#xE9;&#XE9; &#150; &#0; &#xD800; &#99999999999;", "ééé – \u{FFFD} \u{FFFD} \u{FFFD}"),
            ("R&D &bogus; &; &# &#x; &eacute x&", "R&D &bogus; &; &# &#x; &eacute x&"),
            ("a<!-- b --><!----><!-->c<!--->d", "acd"), ("a <!-- b", "a <!-- b"), ("a <!-- b --!> c", "a c"),
            ("<![CDATA[<b> &amp; ]] ]]>c", "<b> &amp; ]] c"), ("<![CDATA[a", "a"), ("<!DOCTYPE html><?xml a?>a", "a"),
            ("K<3.5 and >2, x < y", "K<3.5 and >2, x < y"), ("take <warfarin> now", "take <warfarin> now"),
            ("a<o:p></o:p><xhtml:b>b</xhtml:b>", "ab"), ("a <b", "a <b"), ("a <b <i>c</i>", "a <b c"),
            ("<a href='javascript:x()' onclick=y>link</a>", "link"), ("<a title=\"x>y\" >z</a>", "z"),
            ("<td class=\"a>Penicillin</td>", "Penicillin"),
            ("<img src='x' alt='ECG &amp; trace'/>", "[ECG & trace]"), ("<img src='x'>", "[image]"),
            ("a<img alt=''/>b", "ab"), ("<script>alert(1)</script>a<style>b</style>", "a"),
            ("<script>a", "a"), ("<script src='x'/>a", "a"),
            ("10<sup>9</sup>/L H<sub>2</sub>O<sup>th</sup>", "10⁹/L H₂Oth"),
            ("<q>a</q>", "“a”"), ("<p>a<p/>", "a"), ("<b><i>a</b>b</i>", "ab"),
        ])
    func paragraph(_ div: String, _ text: String) {
        #expect(Self.read(div) == [.paragraph(text)])
    }

    @Test(
        "Struck-out text is called deleted, in whatever way it is struck out",
        arguments: [
            ("<del>penicillin allergy</del>", "[deleted: penicillin allergy]"),
            ("a <s>b</s> <strike>c</strike>", "a [deleted: b c]"), ("a<del> b </del>c", "a [deleted: b] c"),
            ("<span style=\"color:red; TEXT-DECORATION : line-through\">a</span>b", "[deleted: a]b"),
            ("<span style='text-decoration-line:underline line-through'>a", "[deleted: a]"),
            ("<del><span style='text-decoration:line-through'>a</span>b</del>c", "[deleted: ab]c"),
            ("<del>a<br/>b</del>", "[deleted: a\nb]"), ("<del/>a</del>b", "ab"), ("<del>  </del>a", "a"),
            ("<ins>a</ins> <span style='text-decoration: underline'>b</span>", "a b"),
        ])
    func deleted(_ div: String, _ text: String) {
        #expect(Self.read(div) == [.paragraph(text)])
    }

    @Test("Text that is struck out over several blocks and cells is called deleted in each")
    func deletedBlocks() {
        #expect(
            Self.read("<del><p>a</p><p>b</p></del>c") == [
                .paragraph("[deleted: a]"), .paragraph("[deleted: b]"), .paragraph("c"),
            ])
        #expect(
            Self.read(
                "<table><tr style='text-decoration:line-through'><td>a</td><td>b</td></tr><tr><td><del>c<td>d</table>")
                == [Self.table([], [["[deleted: a]", "[deleted: b]"], ["[deleted: c]", "d"]])])
    }

    @Test("Headings, paragraphs and rules part blocks; what is blank is none")
    func blocks() {
        #expect(
            Self.read("<h1>A</h1>b<p>c</p><p>&nbsp;</p><div>d<div>e</div>f</div><hr/>g<h2>H<p>i")
                == [.heading("A")] + ["b", "c", "d", "e", "f", "g"].map { .paragraph($0) } + [
                    .heading("H"), .paragraph("i"),
                ])
        for blank in ["", " ", "<div/>", "<p></p>", "<table><tr><td/></tr></table>", "<ul><li></ul>", "<!-- a -->"] {
            #expect(Self.read(blank) == [], "\(blank)")
        }
    }

    @Test("Lists keep levels and numbers, closed or not")
    func lists() {
        #expect(
            Self.read("<ul><li>a<li>b<ol start=3><li>c</li><li><p>d</p><p>e</p><li value='9'>f<li>g</ol>h</ul>i")
                == [
                    Self.item("a"), Self.item("b"), Self.item("c", 1, 3), Self.item("d\ne", 1, 4), Self.item("f", 1, 9),
                    Self.item("g", 1, 10), Self.item("h"), .paragraph("i"),
                ])
        #expect(Self.read("<dl><dt>a<dd>b<dd>c</dl>") == [.paragraph("a"), Self.item("b"), Self.item("c")])
        #expect(
            Self.read("<ol><li>a<table><tr><td>b</table>c</ol>")
                == [Self.item("a", 0, 1), Self.table([], [["b"]]), Self.item("c")])
    }

    @Test("Tables keep each cell under its own heading")
    func tables() {
        #expect(
            Self.read(
                "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>1<td>2<br>3<tr><td>4</table>"
            )
                == [Self.table(["A", "B"], [["1", "2\n3"], ["4"]], "C")])
        #expect(
            Self.read("<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4<tr><td>5</table>")
                == [Self.table(["A", "B", "C"], [["1", "2", ""], ["(as above)", "3", "4"], ["5"]])])
        #expect(
            Self.read(
                "<table><tr><th colspan=2>Title</th></tr><tr><th>A</th><th>B</th></tr><tr><th>1</th><td>2</td></tr></table>"
            )
                == [
                    .table(
                        NarrativeTable(
                            caption: "Title", header: ["A", "B"], rows: [NarrativeTable.Row(hasName: true, ["1", "2"])])
                    )
                ])
    }

    @Test("Text that a table has no place for, and tables in its cells, are neither lost nor moved")
    func oddTables() {
        #expect(Self.read("<table>a<tr>b<td>c</td>d</table>") == [Self.table([], [["a"], ["b", "c", "d"]])])
        #expect(
            Self.read("<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e</td><td><ul><li>f<li>g</ul></table>")
                == [Self.table([], [["a\nb | c\nd\ne", "• f\n• g"]])])
        #expect(Self.read("<td>a</td><td>b</td>") == [.paragraph("a"), .paragraph("b")])
        #expect(
            Self.read("<table><tr><td><b>a</div></p></td><td>b</td></tr></table>") == [Self.table([], [["a", "b"]])])
        #expect(Self.read("<table><caption>a</table>") == [.paragraph("a")])
    }

    @Test("A narrative written anew reads the same")
    func writing() {
        let div = """
            <h2>A &amp; B</h2><p>a<br/>  b &lt;c&gt;</p><pre> x  y\n\tz</pre><ul><li>a<ol><li value=4>b</ol>c</ul>
            <table><caption>D</caption><tr><th>e<th>f<tr><th rowspan=2>g<td>h<tr><td colspan=2><del>i</del></table>
            """
        let narrative = Narrative(div: div)
        #expect(narrative.blocks.count == 7)
        #expect(Narrative(div: narrative.xhtml) == narrative)
    }
}
