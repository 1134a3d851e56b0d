// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// A place and a distance from it: `51.5|-0.12|2|km`.
package struct NearPattern: Sendable, Equatable {
    package var latitude: Double
    package var longitude: Double
    /// In metres.
    package var distance: Double

    /// A pattern; see the members.
    package init(latitude: Double, longitude: Double, distance: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.distance = distance
    }

    /// The distance where none is given, in metres.
    static let usualDistance = 10_000.0
    private static let earthRadius = 6_371_008.8

    /// Latitudes beyond which nothing is near enough.
    package var latitudes: ClosedRange<Double> {
        let reach = distance / Self.earthRadius * 180 / .pi + 1e-9
        return (latitude - reach)...(latitude + reach)
    }

    /// Whether a place is near enough, along the surface of a sphere of the Earth's mean radius (haversine).
    package func matches(latitude other: Double, longitude otherLongitude: Double) -> Bool {
        let radian = Double.pi / 180
        let halfHeight = sin((other - latitude) * radian / 2)
        let halfWidth = sin((otherLongitude - longitude) * radian / 2)
        let chord =
            halfHeight * halfHeight + cos(latitude * radian) * cos(other * radian) * halfWidth * halfWidth
        return 2 * Self.earthRadius * asin(min(1, chord.squareRoot())) <= distance
    }
}
