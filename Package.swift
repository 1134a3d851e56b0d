// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// The optimiser of Swift 6.3.1 crashes on asynchronous tests that throw typed errors.
let unoptimised: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

let package = Package(
    name: "OneLondon",
    products: [.executable(name: "onelondon", targets: ["onelondon"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
            traits: ["JSON", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        .target(name: "CareTypes", swiftSettings: strict),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "FHIRModel", dependencies: ["CareTypes", "CExpat", "CSimdJSON"], swiftSettings: strict),
        .target(name: "FHIRPath", dependencies: ["CareTypes", "FHIRModel", "Terminology"], swiftSettings: strict),
        .target(
            name: "FHIRSearch", dependencies: ["CareTypes", "FHIRModel", "FHIRPath", "Terminology"],
            swiftSettings: strict),
        .target(name: "RecordStore", dependencies: ["CareTypes", "FHIRModel", "FHIRSearch"], swiftSettings: strict),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(
            name: "StoredBody", dependencies: ["CZstd", "CareTypes", "RecordStore"], swiftSettings: strict),
        .target(
            name: "StoreSQLite",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch", "RecordStore", "StoredBody",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "StorePostgres",
            dependencies: ["CLibPQ", "CareTypes", "FHIRModel", "FHIRSearch", "RecordStore", "StoredBody"],
            swiftSettings: strict),
        .target(name: "FHIRValidation", dependencies: ["CareTypes", "FHIRModel", "FHIRPath"], swiftSettings: strict),
        .target(
            name: "Jobs", dependencies: ["CareTypes", "FHIRModel", "FHIRSearch", "RecordStore"], swiftSettings: strict),
        .target(
            name: "FHIRService",
            dependencies: [
                "Access", "CareTypes", "FHIRModel", "FHIRPath", "FHIRSearch", "FHIRValidation", "Jobs", "RecordStore",
                "Terminology", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Ingest",
            dependencies: [
                "CZlib", "CareTypes", "FHIRModel", "FHIRSearch", "FHIRService", "Jobs", "RecordStore",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Terminology", dependencies: ["CareTypes", "FHIRModel"], swiftSettings: strict),
        .target(
            name: "SyntheticLondon", dependencies: ["CZlib", "CareTypes", "FHIRModel"], swiftSettings: strict),
        .target(name: "Directory", dependencies: ["CareTypes", "FHIRModel"], swiftSettings: strict),
        .target(
            name: "Access", dependencies: ["CareTypes", "Directory", "FHIRModel", "Terminology"], swiftSettings: strict),
        .target(
            name: "Audit",
            dependencies: ["CareTypes", "FHIRModel", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(name: "Identity", dependencies: ["CareTypes", "FHIRModel"], swiftSettings: strict),
        .target(
            name: "Exchange",
            dependencies: [
                "Access", "Audit", "CareTypes", "Directory", "FHIRModel", "FHIRSearch", "Identity", "RecordStore",
                "Terminology",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "SignIn",
            dependencies: [
                "Access", "CareTypes", "Directory", "FHIRModel", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "CareRecord",
            dependencies: ["Access", "CareTypes", "Directory", "Exchange", "FHIRModel", "Identity", "Terminology"],
            swiftSettings: strict
        ),
        .target(
            name: "WebUI",
            dependencies: [
                "Access", "Audit", "CareRecord", "CareTypes", "Directory", "Exchange", "FHIRModel", "Terminology",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Platform",
            dependencies: [
                "Access", "Audit", "CZlib", "CareRecord", "CareTypes", "Directory", "Exchange", "FHIRModel",
                "FHIRSearch",
                "FHIRService", "Identity", "Ingest", "Jobs", "RecordStore", "SignIn", "StorePostgres", "StoreSQLite",
                "SyntheticLondon", "WebUI",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "onelondon",
            dependencies: [
                "Audit", "CareTypes", "FHIRModel", "FHIRPath", "FHIRValidation", "Ingest", "Platform",
                "SyntheticLondon",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "onelondon-bench",
            dependencies: [
                "Audit", "CareTypes", "FHIRModel", "FHIRPath", "FHIRSearch", "FHIRValidation", "PostgresTesting",
                "ProcessTesting", "RecordStore", "StorePostgres", "StoreSQLite",
            ],
            path: "Benchmarks/Programs", swiftSettings: strict),
        .target(
            name: "RecordStoreTesting", dependencies: ["CareTypes", "FHIRModel", "FHIRSearch", "RecordStore"],
            swiftSettings: strict),
        .executableTarget(
            name: "AuditCrashWriter", dependencies: ["Audit", "CareTypes"], path: "Tests/AuditCrashWriter",
            swiftSettings: strict),
        .executableTarget(
            name: "store-crash-child",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch", "FHIRService", "Ingest", "RecordStore", "RecordStoreTesting",
                "StoreSQLite",
            ],
            path: "Tests/store-crash-child", swiftSettings: strict),
        .target(
            name: "ProcessTesting",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/ProcessTesting", swiftSettings: strict),
        .target(
            name: "PostgresTesting", dependencies: ["ProcessTesting"], path: "Tests/PostgresTesting",
            swiftSettings: strict),
        .target(name: "PublicSuites", path: "Tests/PublicSuites", swiftSettings: strict),
        .testTarget(
            name: "AccessTests", dependencies: ["Access", "CareTypes", "Directory", "FHIRModel"], swiftSettings: strict),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Audit", "AuditCrashWriter", "CareTypes", "ProcessTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CareRecordTests",
            dependencies: [
                "Access", "CZlib", "CareRecord", "CareTypes", "Directory", "Exchange", "FHIRModel", "Identity",
                "SyntheticLondon", "Terminology",
            ],
            swiftSettings: strict),
        .testTarget(name: "CareTypesTests", dependencies: ["CareTypes"], swiftSettings: strict),
        .testTarget(name: "DirectoryTests", dependencies: ["CareTypes", "Directory"], swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests",
            dependencies: [
                "Access", "Audit", "CareTypes", "Directory", "Exchange", "FHIRModel", "FHIRSearch", "Identity",
                "RecordStore", "SyntheticLondon",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FHIRPathTests", dependencies: ["CareTypes", "FHIRModel", "FHIRPath"], swiftSettings: strict),
        .testTarget(
            name: "FHIRModelTests", dependencies: ["CareTypes", "FHIRModel", "PublicSuites"], swiftSettings: strict),
        .testTarget(
            name: "FHIRSearchTests",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FHIRServiceTests",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch", "FHIRService", "Ingest", "Jobs", "RecordStore", "StoreSQLite",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FHIRValidationTests",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRValidation", "PublicSuites", "RecordStore",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "IdentityTests", dependencies: ["CareTypes", "FHIRModel", "Identity"], swiftSettings: strict),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "CZlib", "CareTypes", "FHIRModel", "FHIRSearch", "FHIRService", "Ingest", "RecordStore",
                "RecordStoreTesting", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PlatformTests",
            dependencies: [
                "Access", "Audit", "CareTypes", "Directory", "Exchange", "FHIRModel", "Identity", "Platform",
                "PostgresTesting", "ProcessTesting", "PublicSuites", "SignIn", "onelondon",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "RecordStoreTests",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch", "RecordStore", "RecordStoreTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SignInTests",
            dependencies: [
                "Access", "CareTypes", "Directory", "FHIRModel", "SignIn",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "StoreSQLiteTests",
            dependencies: [
                "CZstd", "CareTypes", "FHIRModel", "FHIRSearch", "RecordStore", "RecordStoreTesting", "StoreSQLite",
                "StoredBody", "store-crash-child", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StorePostgresTests",
            dependencies: [
                "CareTypes", "FHIRModel", "FHIRSearch", "PostgresTesting", "RecordStore", "RecordStoreTesting",
                "StorePostgres",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SyntheticLondonTests",
            dependencies: [
                "CareTypes", "Directory", "FHIRModel", "SyntheticLondon", "Terminology",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TerminologyTests",
            dependencies: [
                "CareTypes", "FHIRModel", "Terminology",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebUITests",
            dependencies: [
                "Access", "Audit", "CareRecord", "CareTypes", "Directory", "Exchange", "FHIRModel", "Identity",
                "Terminology", "WebUI",
            ],
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)

// Fuzz targets link only with libFuzzer's own main, so they exist only where script/fuzz asks for them.
if Context.environment["ONELONDON_FUZZ"] != nil {
    let fuzzed: [(name: String, dependencies: [Target.Dependency])] = [
        ("JSON", ["FHIRModel"]),
        ("FHIRPath", ["CareTypes", "FHIRModel", "FHIRPath"]),
        ("FHIRPathPatch", ["CareTypes", "FHIRModel", "FHIRPath"]),
        ("JSONPatch", ["FHIRModel"]),
        ("Resource", ["CareTypes", "FHIRModel", "FHIRSearch", "FHIRValidation", "RecordStore"]),
        ("Search", ["CareTypes", "FHIRModel", "FHIRSearch"]),
        ("Dates", ["CareTypes"]),
        ("Codes", ["CareTypes", "Terminology"]),
        ("AccessPolicy", ["Access"]),
        ("ExchangeWire", ["Exchange"]),
        ("AuditNotes", ["Audit"]),
        ("AuditLeaf", ["Audit"]),
        ("Forms", ["FHIRService", "SignIn"]),
        ("NodeToken", ["FHIRModel", "SignIn"]),
        ("PageToken", ["FHIRService"]),
        ("Narrative", ["FHIRModel"]),
        ("Units", ["Terminology"]),
        ("XML", ["FHIRModel"]),
        ("XMLPatch", ["FHIRModel"]),
    ]
    package.targets += fuzzed.map { name, dependencies in
        .executableTarget(
            name: "Fuzz" + name, dependencies: dependencies, path: "Fuzz/" + name, swiftSettings: strict)
    }
}
