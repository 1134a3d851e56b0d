// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("NHS lists")
struct NHSListTests {
    @Test(
        "'Not stated' and 'not known' never merge",
        arguments: [
            ("M", EthnicCategoryAnswer.stated("M")), ("Z", .notStated), ("99", .notKnown), ("S", .stated("S")),
            ("Q", nil),
            ("", nil),
        ])
    func readsEthnicCategories(code: String, answer: EthnicCategoryAnswer?) {
        #expect(EthnicCategoryAnswer.lookup(code) == answer)
    }

    @Test(
        "A death can be notified twice over and taken back",
        arguments: [
            ("1", DeathNotification.informal), ("2", .formal), ("U", .removed), ("3", nil),
        ])
    func readsDeathNotifications(code: String, meaning: DeathNotification?) {
        #expect(DeathNotification.lookup(code) == meaning)
    }

    @Test(
        "The lists are complete",
        arguments: [
            (ListedCode.Group.ethnicCategory, 18), (.nhsNumberStatus, 8), (.deathNotification, 3),
            (.mentalHealthAct, 27),
            (.admissionMethod, 20), (.dischargeMethod, 8), (.writtenFormat, 3), (.contactMethod, 9),
            (.relationshipRole, 11), (.traceOutcome, 8), (.listWarning, 3), (.route, 4),
        ])
    func areComplete(group: ListedCode.Group, count: Int) {
        #expect(ListedCodes.group(group).count == count)
    }
}
