// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRPath
import Testing

@Suite("FHIRPath Patch")
struct FHIRPathPatchTests {
    private typealias Text = PatchText

    private static let names = #""name":[{"given":["a","b","c"]},{"family":"f"}]"#
    private static let note = #"{"extension":[{"url":"u","valueCode":"x"}]}"#

    private static let additions = [
        PatchCase(
            "add to a list goes to its end", names,
            Text.operation("add", "Patient", Text.name("name"), Text.value(#""valueHumanName":{"text":"t"}"#)),
            gives: #""name":[{"given":["a","b","c"]},{"family":"f"},{"text":"t"}]"#),
        PatchCase(
            "add makes a list", "",
            Text.operation("add", "Patient", Text.name("name"), Text.value(#""valueHumanName":{"text":"t"}"#)),
            gives: #""name":[{"text":"t"}]"#),
        PatchCase(
            "add of one type of a choice", "",
            Text.operation("add", "Patient", Text.name("deceased"), Text.value(#""valueBoolean":true"#)),
            gives: #""deceasedBoolean":true"#),
        PatchCase(
            "a choice may be named with [x]", "",
            Text.operation("add", "Patient", Text.name("deceased[x]"), Text.value(#""valueDateTime":"2020""#)),
            gives: #""deceasedDateTime":"2020""#),
        PatchCase(
            "a choice may be named by its member", "",
            Text.operation("add", "Patient", Text.name("deceasedBoolean"), Text.value(#""valueBoolean":true"#)),
            gives: #""deceasedBoolean":true"#),
        PatchCase(
            "a text may be given as any type that is one", "",
            Text.operation("add", "Patient", Text.name("birthDate"), Text.value(#""valueString":"2020""#)),
            gives: #""birthDate":"2020""#),
        PatchCase(
            "an element without a type of its own comes in parts, some repeated, some of a choice", "",
            Text.operation(
                "add", "Patient", Text.name("contact"),
                Text.value(
                    #"""
                    "part":[{"name":"gender","valueCode":"male"},{"name":"telecom","valueContactPoint":{"value":"1"}},
                    {"name":"telecom","valueContactPoint":{"value":"2"}},
                    {"name":"extension","part":[{"name":"url","valueUri":"u"},{"name":"value","valueInteger":3}]}]
                    """#)),
            gives:
                #""contact":[{"gender":"male","telecom":[{"value":"1"},{"value":"2"}],"extension":[{"url":"u","valueInteger":3}]}]"#
        ),
        PatchCase(
            "a contained resource comes as a resource", "",
            Text.operation(
                "add", "Patient", Text.name("contained"),
                Text.value(#""resource":{"resourceType":"Basic","id":"b","code":{"text":"t"}}"#)),
            Text.operation(
                "replace", "Patient.contained.where(id = 'b').code.text", Text.value(#""valueString":"s""#)),
            gives: #""contained":[{"resourceType":"Basic","id":"b","code":{"text":"s"}}]"#),
        PatchCase(
            "an extension of a primitive makes the member with an underscore", #""birthDate":"2020""#,
            Text.operation(
                "add", "Patient.birthDate", Text.name("extension"),
                Text.value(#""part":[{"name":"url","valueUri":"u"},{"name":"value","valueCode":"x"}]"#)),
            gives: #""birthDate":"2020","_birthDate":\#(note)"#),
        PatchCase(
            "an extension of one of several primitives pads their list", names,
            Text.operation(
                "add", "Patient.name[0].given[1]", Text.name("extension"),
                Text.value(#""part":[{"name":"url","valueUri":"u"},{"name":"value","valueCode":"x"}]"#)),
            gives: #""name":[{"given":["a","b","c"],"_given":[null,\#(note),null]},{"family":"f"}]"#),
        PatchCase(
            "add to an element that is not there yet makes it", #""contact":[{"gender":"male"}]"#,
            Text.operation("add", "Patient.contact[0].name", Text.name("text"), Text.value(#""valueString":"t""#)),
            gives: #""contact":[{"gender":"male","name":{"text":"t"}}]"#),
    ]

    private static let changes = [
        PatchCase(
            "replace keeps the element's place", names,
            Text.operation("replace", "Patient.name[0].given[1]", Text.value(#""valueString":"z""#)),
            gives: #""name":[{"given":["a","z","c"]},{"family":"f"}]"#),
        PatchCase(
            "replace takes the extensions of the old value with it", #""birthDate":"2020","_birthDate":\#(note)"#,
            Text.operation("replace", "Patient.birthDate", Text.value(#""valueDate":"2021""#)),
            gives: #""birthDate":"2021""#),
        PatchCase(
            "replace brings the extensions of the new value", names,
            Text.operation(
                "replace", "Patient.name[0].given[2]", Text.value(#""valueString":"z","_valueString":\#(note)"#)),
            gives: #""name":[{"given":["a","b","z"],"_given":[null,null,\#(note)]},{"family":"f"}]"#),
        PatchCase(
            "replace may change the type of a choice", #""deceasedBoolean":true,"_deceasedBoolean":\#(note)"#,
            Text.operation("replace", "Patient.deceased", Text.value(#""valueDateTime":"2020""#)),
            gives: #""deceasedDateTime":"2020""#),
        PatchCase(
            "replace of an element in parts", #""contact":[{"gender":"male","name":{"text":"t"}}]"#,
            Text.operation(
                "replace", "Patient.contact[0]", Text.value(#""part":[{"name":"gender","valueCode":"other"}]"#)),
            gives: #""contact":[{"gender":"other"}]"#),
        PatchCase(
            "the value of an extension within a primitive is changed",
            #""birthDate":"2020","_birthDate":\#(note)"#,
            Text.operation(
                "replace", "Patient.birthDate.extension.where(url = 'u').value", Text.value(#""valueCode":"y""#)),
            gives: #""birthDate":"2020","_birthDate":{"extension":[{"url":"u","valueCode":"y"}]}"#),
        PatchCase(
            "insert at the front, in the middle and at the end", #""name":[{"given":["a"]}]"#,
            Text.operation("insert", "Patient.name.given", Text.number("index", 0), Text.value(#""valueString":"x""#)),
            Text.operation("insert", "Patient.name.given", Text.number("index", 1), Text.value(#""valueString":"y""#)),
            Text.operation("insert", "Patient.name.given", Text.number("index", 3), Text.value(#""valueString":"z""#)),
            gives: #""name":[{"given":["x","y","a","z"]}]"#),
        PatchCase(
            "insert into a list that is not there yet", "",
            Text.operation(
                "insert", "Patient.identifier", Text.number("index", 0), Text.value(#""valueIdentifier":{"value":"1"}"#)
            ),
            gives: #""identifier":[{"value":"1"}]"#),
        PatchCase(
            "insert and move keep extensions in step", #""name":[{"given":["a","b"],"_given":[\#(note),null]}]"#,
            Text.operation("insert", "Patient.name.given", Text.number("index", 0), Text.value(#""valueString":"x""#)),
            Text.operation(
                "move", "Patient.name.given", Text.number("source", 1), Text.number("destination", 2)),
            gives: #""name":[{"given":["x","b","a"],"_given":[null,null,\#(note)]}]"#),
        PatchCase(
            "a move's destination counts once the element is taken out", names,
            Text.operation(
                "move", "Patient.name[0].given", Text.number("source", 0), Text.number("destination", 1)),
            gives: #""name":[{"given":["b","a","c"]},{"family":"f"}]"#),
        PatchCase(
            "each path is asked of what the operations before have made", names,
            Text.operation("delete", "Patient.name[0]"), Text.operation("delete", "Patient.name[0]"),
            Text.operation("add", "Patient", Text.name("active"), Text.value(#""valueBoolean":false"#)),
            Text.operation("replace", "Patient.active", Text.value(#""valueBoolean":true"#)),
            gives: #""active":true"#),
    ]

    private static let deletions = [
        PatchCase(
            "delete of what is not there changes nothing", names, Text.operation("delete", "Patient.birthDate"),
            gives: names),
        PatchCase(
            "delete takes a primitive with its extensions", #""active":true,"birthDate":"2020","_birthDate":\#(note)"#,
            Text.operation("delete", "Patient.birthDate"), gives: #""active":true"#),
        PatchCase(
            "delete from a list keeps the others' extensions with them",
            #""name":[{"given":["a","b","c"],"_given":[null,null,\#(note)]}]"#,
            Text.operation("delete", "Patient.name.given[0]"),
            gives: #""name":[{"given":["b","c"],"_given":[null,\#(note)]}]"#),
        PatchCase(
            "delete of the only one with extensions takes their list",
            #""name":[{"given":["a","b"],"_given":[null,\#(note)]}]"#,
            Text.operation("delete", "Patient.name.given[1]"), gives: #""name":[{"given":["a"]}]"#),
        PatchCase(
            "delete of an element that has extensions only", #""name":[{"given":[null,"b"],"_given":[\#(note),null]}]"#,
            Text.operation("delete", "Patient.name.given[0]"), gives: #""name":[{"given":["b"]}]"#),
        PatchCase(
            "what a delete empties goes too, up to the resource", #""contact":[{"name":{"text":"t"}}]"#,
            Text.operation("delete", "Patient.contact[0].name.text"), gives: ""),
        PatchCase(
            "what still holds something stays", #""contact":[{"name":{"text":"t"},"gender":"male"}]"#,
            Text.operation("delete", "Patient.contact[0].name.text"), gives: #""contact":[{"gender":"male"}]"#),
        PatchCase(
            "the object of a primitive's extensions goes with the last of them",
            #""birthDate":"2020","_birthDate":\#(note)"#, Text.operation("delete", "Patient.birthDate.extension"),
            gives: #""birthDate":"2020""#),
        PatchCase(
            "a primitive that had nothing but an extension goes with it, and what holds it",
            #""name":[{"_given":[\#(note)]}]"#, Text.operation("delete", "Patient.name.given.extension"), gives: ""),
        PatchCase(
            "a contained resource is never emptied away",
            #""contained":[{"resourceType":"Basic","code":{"text":"t"}}]"#,
            Text.operation("delete", "Patient.contained[0].code.text"),
            gives: #""contained":[{"resourceType":"Basic"}]"#),
        PatchCase("no operations, no change", names, gives: names),
    ]

    @Test("Each operation does what R4 says of it", arguments: additions + changes + deletions)
    func operations(_ item: PatchCase) throws { try item.check() }

    @Test("What no operation names stays as it came, digit by digit")
    func untouched() throws {
        let observation = #"""
            {"resourceType":"Observation","status":"final","unknown":{"a":1},"valueQuantity":{"value":1.50,"unit":"kg"}}
            """#
        let patched = try Text.patched(
            observation, [Text.operation("replace", "Observation.status", Text.value(#""valueCode":"amended""#))])
        #expect(
            String(decoding: patched.bytes, as: UTF8.self)
                == observation.replacing("final", with: "amended").replacing("\n", with: ""))
    }

    @Test("A patch that is read as XML does the same")
    func xml() throws {
        let xml = """
            <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>
            <part><name value="type"/><valueCode value="replace"/></part>
            <part><name value="path"/><valueString value="Patient.active"/></part>
            <part><name value="value"/><valueBoolean value="true"/></part></parameter></Parameters>
            """
        let parameters = try XMLResourceReader().resource(Array(xml.utf8))
        let patched = try FHIRPathPatch(parameters.node).apply(
            to: JSONDocument.parse(PatchCase.patient(#""active":false"#)), now: Text.monday)
        #expect(patched.root["active"]?.bool == true)
    }
}
