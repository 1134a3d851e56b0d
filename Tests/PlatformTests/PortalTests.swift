// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import ProcessTesting
import Testing

@Suite("Pages over processes: who may see what, and what is told to who may not")
struct PortalTests {
    /// What staff may type to find a person.
    struct Entry: Sendable, CustomTestStringConvertible {
        var number: String
        var born: (day: Int, month: Int, year: Int)
        var says: String
        var testDescription: String { "\(number), born \(born.day)-\(born.month)-\(born.year)" }
    }

    @Test("Two identifiers that fit open a record; anything else says what to do and opens nothing")
    func finding() async throws {
        let london = try await TrialLondon(people: 60)
        let visitor = Visitor(site: london.site)
        try await visitor.signIn(as: "gp")
        let born = try london.born("lead")
        let entries = [
            Entry(number: "999 000 0019", born: born, says: "typing error"),
            Entry(number: "999 000 001", born: born, says: "10 digits"),
            Entry(number: "<script>alert(1)</script>", born: born, says: "10 digits"),
            Entry(number: "9999999999", born: born, says: "belongs to nobody"),
            Entry(number: Lead.number, born: (31, 2, born.year), says: "date of birth"),
            Entry(number: Lead.number, born: (born.day, born.month, born.year - 4), says: "No record found"),
            Entry(number: "999 887 7660", born: born, says: "No record found"),
        ]
        for entry in entries {
            let page = try await visitor.find(entry.number, born: entry.born)
            #expect(!page.path.hasPrefix("/record/"), "\(entry)")
            #expect(page.words.localizedCaseInsensitiveContains(entry.says), "\(entry): \(page.words.prefix(600))")
            #expect(!page.words.contains("ASHDOWN"), "\(entry)")
            #expect(!page.body.contains("<script"), "\(entry)")
        }
        let opened = try await visitor.find(Lead.number, born: born)
        #expect(opened.path.hasPrefix("/record/"))
        #expect(opened.header("Cache-Control") == "no-store")
        #expect(opened.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
        for part in ["9990000018", "999 000 0018", "ASHDOWN", "Ashdown", String(born.year)] {
            #expect(!opened.path.contains(part))
            let title = opened.body.split(separator: "</title>")[0]
            #expect(!title.contains(part), "the title tells who it is about")
        }
    }

    @Test("Another session's record, a forged session and a form without its token get nothing")
    func strangers() async throws {
        let london = try await TrialLondon(people: 60)
        let (doctor, page) = try await Lead.open(london)
        let nurse = Visitor(site: london.site)
        try await nurse.signIn(as: "psychiatrist")
        let nobody = Visitor(site: london.site)
        let forged = Visitor(site: london.site)
        forged.cookies = ["onelondon-session": String(repeating: "A", count: 43)]
        let absent = try await nurse.get("/record/AAAAAAAAAAAAAAAAAAAAAA")
        let foreign = try await nurse.get(page.path)
        #expect(foreign.status == 404)
        #expect(foreign.body == absent.body, "a record of somebody else's session looks like none")
        for visitor in [nobody, forged] {
            for path in [page.path, page.path + "/fhir", "/staff", "/me", "/me/who-looked"] {
                let answer = try await visitor.get(path)
                #expect(!answer.words.contains("ASHDOWN"), "\(path)")
                #expect(answer.path.hasPrefix("/sign-in"), "\(path) → \(answer.path)")
            }
        }
        for token in ["", "forged"] {
            let sent = try await doctor.post(
                "/staff/find", ["csrf": token, "by": "number", "nhs-number": "9990000018"])
            #expect(sent.status == 403)
        }
        let callback = try await forged.get("/sign-in/callback?code=forged&state=forged")
        #expect(callback.path == "/sign-in", "a callback that nobody began leads to the beginning")
    }

    @Test("Without a relationship a reason is asked for; the Londoner sees it, and no other Londoner does")
    func emergency() async throws {
        let london = try await TrialLondon(people: 60)
        let stranger = Visitor(site: london.site)
        try await stranger.signIn(as: "hospice-nurse")
        let asked = try await stranger.find(
            "999 000 0190", born: london.born("clozapine"))
        #expect(asked.path.hasSuffix("/emergency"), "\(asked.path): \(asked.words.prefix(300))")
        let tooShort = try await stranger.openInEmergency(asked, reason: "x")
        #expect(tooShort.path.hasSuffix("/emergency") && tooShort.words.contains("at least"))
        let opened = try await stranger.openInEmergency(
            asked, reason: "Brought in unconscious, no one else to ask about clozapine")
        #expect(opened.words.contains("GRANT, Marcus"), "\(opened.words.prefix(300))")

        let himself = Visitor(site: london.site)
        try await himself.signIn(as: "clozapine", "londoner")
        let looked = try await himself.get("/me/who-looked").words
        #expect(looked.contains("Leroy Francis") && looked.contains("Brought in unconscious"), "\(looked.prefix(900))")
        for page in ["9223372036854775807", "-9223372036854775808", "2", "x"] {
            #expect(try await himself.get("/me/who-looked?page=\(page)").status == 200, "page \(page)")
        }
        #expect(try await himself.get("/me/record").words.contains("Marcus Grant"))

        let other = Visitor(site: london.site)
        try await other.signIn(as: "withheld-source", "londoner")
        #expect(!(try await other.get("/me/who-looked").words.contains("Leroy Francis")))
        #expect(!(try await other.get("/me/record").words.contains("Grant")))
        #expect(try await other.get(opened.path).path.hasPrefix("/sign-in"), "a Londoner opens no record of staff")

        _ = await london.stop()
        let verified = try await RunningProgram.output(
            ["audit", "verify", london.folder.path("exchange.audit")], log: london.folder.url.appending(path: "verify"))
        #expect(verified.contains("The log is intact."))
        #expect(verified.contains(/root {9}[A-Za-z0-9+\/]{43}=/), "the root is there as checkpoints write it")
    }

    @Test("Staff who work in two roles say in which, and change it; what was open in the other one is closed")
    func severalRoles() async throws {
        let london = try await TrialLondon(people: 60)
        let locum = Visitor(site: london.site)
        let asked = try await locum.signIn(as: "locum")
        let form = try #require(asked.form(to: "/staff/role"), "\(asked.words.prefix(300))")
        let forgotten = try await locum.post(form.action, form.hidden)
        #expect(forgotten.words.contains("Choose the role you are working in"))
        let roles = asked.body.matches(of: /name="role" type="radio" value="([^"]+)"/).map { String($0.1) }
        try #require(roles.count == 2)
        let chosen = try await locum.post(form.action, form.hidden.merging(["role": roles[0]]) { $1 })
        #expect(chosen.path == "/staff", "\(chosen.words.prefix(300))")
        let opened = try await locum.find(Lead.number, born: london.born("lead"))
        #expect(opened.words.contains("ASHDOWN, Margaret Rose"))
        let again = try #require(try await locum.get("/staff/role").form(to: "/staff/role"))
        #expect(try await locum.post(again.action, again.hidden.merging(["role": roles[1]]) { $1 }).path == "/staff")
        #expect(try await locum.get(opened.path).status == 404)
    }

    @Test("A record that was opened by mistake is closed, and its person sees that it was")
    func wrongPerson() async throws {
        let london = try await TrialLondon(people: 60)
        let (doctor, page) = try await Lead.open(london)
        let form = try #require(page.form(to: "/wrong-person"))
        #expect(try await doctor.post(form.action, form.hidden).path == "/staff")
        #expect(try await doctor.get(page.path).status == 404)
        let herself = Visitor(site: london.site)
        try await herself.signIn(as: "lead", "londoner")
        #expect(try await herself.get("/me/who-looked").words.contains("opened by mistake"))
    }

    @Test(
        "A file that a source keeps apart opens from the letter it belongs to; where its area is silent the page says so"
    )
    func files() async throws {
        let london = try await TrialLondon(people: 60)
        let (doctor, page) = try await Lead.open(london)
        let letters = try await doctor.get(page.path + "/documents")
        var opened = 0
        for address in letters.links(below: page.path + "/documents/") {
            let letter = try await doctor.get(address)
            for file in letter.links(below: address + "/file/") {
                let answer = try await doctor.get(file)
                #expect(answer.status == 200 && answer.header("Content-Type") == "application/pdf")
                #expect(answer.body.hasPrefix("%PDF-"))
                opened += 1
                #expect(try await doctor.get(address + "/file/99").status == 404)
            }
        }
        #expect(opened > 0)
        let herself = Visitor(site: london.site)
        try await herself.signIn(as: "lead", "londoner")
        let own = try await herself.get("/me/record/documents").links(below: "/me/record/documents/")
        let letter = try #require(own.first)
        #expect(try await herself.get(letter).status == 200)
    }

    @Test("An area that cannot hold the person is not asked about her")
    func notAsked() async throws {
        let london = try await TrialLondon(people: 60)
        let (doctor, page) = try await Lead.open(london)
        let holding = Set(try await RecordForm.settled(doctor, page).items.keys)
        let others = TrialLondon.nodeIDs.filter { !holding.contains($0) }
        try #require(!others.isEmpty, "she is known everywhere")
        // Until the index is at hand everyone is asked: a moment after the start, and when an area is late.
        var (before, after): ([String: Int], [String: Int]) = ([:], [:])
        for _ in 0..<60 {
            before = try await Self.questions(london)
            for _ in 0..<3 { _ = try await doctor.get(page.path) }
            after = try await Self.questions(london)
            if others.allSatisfy({ after[$0] == before[$0] }) { break }
            try await Task.sleep(for: .milliseconds(500))
        }
        for node in holding { #expect(after[node, default: 0] >= before[node, default: 0] + 3, "\(node)") }
        for node in others { #expect(after[node] == before[node], "\(node)") }
    }

    /// How many questions about people each node has answered.
    private static func questions(_ london: TrialLondon) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (node, port) in london.ports {
            let metrics = try await Visitor(site: "http://127.0.0.1:\(port)").get("/metrics").body
            let lines = metrics.split(separator: "\n").filter {
                $0.hasPrefix("http_requests_total{") && $0.contains("exchange/ask")
            }
            counts[node] = lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0) {
                $0 + Int($1)
            }
        }
        return counts
    }

    @Test("Logs, metrics and addresses hold no NHS number, name or date of birth")
    func noIdentifiers() async throws {
        let london = try await TrialLondon(people: 60, logLevel: "trace")
        let (visitor, page) = try await Lead.open(london)
        _ = try await visitor.get(page.path + "/results/potassium")
        _ = try await visitor.get(page.path + "/fhir")
        _ = try await visitor.get("/nothing/9990000018?name=Ashdown")
        _ = try await visitor.get("/feeds?Ashdown&9990000018=1")
        let written = try Self.writings(of: london.born("lead"))
        for (node, port) in london.ports {
            let direct = Visitor(site: "http://127.0.0.1:\(port)")
            _ = try await direct.get("/fhir/Patient?identifier=9990000018&family=Ashdown&birthdate=\(written[0])")
            _ = try await direct.get("/fhir/Patient?9990000018&Ashdown=\(written[0])")
            let metrics = try await direct.get("/metrics").body
            #expect(metrics.contains("http_requests_total"), "\(node)")
            Self.expectNoIdentifiers(metrics, "metrics of \(node)", written)
        }
        Self.expectNoIdentifiers(try await visitor.get("/metrics").body, "metrics of the exchange", written)
        _ = await london.stop()
        for name in TrialLondon.nodeIDs + ["exchange"] {
            let log = try String(contentsOfFile: london.folder.path("\(name).log"), encoding: .utf8)
            #expect(log.contains("\"route\""), "requests are logged by \(name)")
            Self.expectNoIdentifiers(log, "log of \(name)", written)
        }
    }

    /// A date as resources and as pages write it.
    private static func writings(of date: (day: Int, month: Int, year: Int)) -> [String] {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, month) = (String(date.day + 100).dropFirst(), String(date.month + 100).dropFirst())
        return ["\(date.year)-\(month)-\(day)", "\(day)-\(months[date.month - 1])-\(date.year)"]
    }

    private static func expectNoIdentifiers(_ text: String, _ place: String, _ dates: [String]) {
        for part in ["9990000018", "999 000 0018", "999%20000%200018", "Ashdown", "ASHDOWN"] + dates {
            #expect(!text.contains(part), "\(place) holds \(part)")
        }
    }
}
