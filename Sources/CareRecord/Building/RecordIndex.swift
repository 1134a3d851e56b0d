// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel
internal import Terminology

/// A gathered record made ready for the sections: items by type and reference, sources by feed, and the time.
///
/// Items stand in an order of their own, so that nothing depends on the order in which nodes answered.
struct RecordIndex {
    let gathered: GatheredRecord
    let directory: DirectorySnapshot
    let visible: Set<RecordSection>
    let protection: AddressProtection
    /// The gathering, and its day in London.
    let now: Timestamp
    let today: CivilDate
    private let byType: [String: [RecordItem]]
    private let byReference: [ItemReference: RecordItem]
    private let context: [ItemReference: RecordItem]
    private let lines: [FeedKey: SourceLine]

    private struct FeedKey: Hashable {
        let node: String
        let feed: String?
    }

    init(
        _ gathered: GatheredRecord, directory: DirectorySnapshot, visible: Set<RecordSection>,
        protection: AddressProtection
    ) {
        self.gathered = gathered
        self.directory = directory
        self.visible = visible
        self.protection = protection
        now = gathered.gatheredAt
        today = LondonTime.reading(of: gathered.gatheredAt).date
        let keyed = gathered.items.map { (key: "\($0.node)|\($0.resource.reference ?? "")", item: $0) }
        let ordered = keyed.sorted { $0.key == $1.key ? $0.item.received < $1.item.received : $0.key < $1.key }
            .map(\.item)
        byType = Dictionary(grouping: ordered, by: \.resource.type)
        byReference = Self.table(ordered)
        context = Self.table(gathered.context)
        // A line without a feed speaks for a whole node, or for a source that is not named: that one for no item.
        lines = Dictionary(
            gathered.sources.filter { $0.feed != nil || !$0.isNameSensitive }
                .map { (FeedKey(node: $0.node, feed: $0.feed), $0) }
        ) { first, _ in first }
    }

    private static func table(_ items: [RecordItem]) -> [ItemReference: RecordItem] {
        Dictionary(
            items.compactMap { item in
                item.resource.reference.map { (ItemReference(node: item.node, reference: $0), item) }
            }
        ) { $1.received < $0.received ? $0 : $1 }
    }

    /// The items of a type in their order.
    func items(_ type: String) -> [RecordItem] { byType[type] ?? [] }

    /// The types of which there are items.
    var types: [String] { byType.keys.sorted() }

    /// The item behind a reference of another item of the same node.
    func item(_ reference: String?, node: String) -> RecordItem? {
        reference.flatMap { byReference[ItemReference(node: node, reference: $0)] }
    }

    /// The resource behind a reference of an item: contained, of the person, or of the context.
    func target(_ reference: String?, of item: RecordItem) -> JSONNode? {
        guard let reference else { return nil }
        if reference.hasPrefix("#") {
            return item.resource.items("contained").first { $0["id"]?.string == String(reference.dropFirst()) }
        }
        let key = ItemReference(node: item.node, reference: reference)
        return (byReference[key] ?? context[key])?.resource.node
    }

    /// The line of the contract that speaks of an item's feed.
    func line(of item: RecordItem) -> SourceLine? {
        lines[FeedKey(node: item.node, feed: item.feed)] ?? lines[FeedKey(node: item.node, feed: nil)]
    }

    /// What kind of organisation stands behind a code.
    func kind(of code: ODSCode?) -> OrganisationKind? { code.flatMap { directory.organisations[$0]?.kind } }
}
