// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Stylesheet {
    static let record = """
        .layout-dense { font-size: .9375rem; line-height: 1.35; }
        .layout-dense main { max-width: none; padding: 0 0 3rem; }
        .layout-dense main > h1, .layout-dense main > p, .layout-dense main > section, .layout-dense main > div {
          padding-left: 1rem; padding-right: 1rem; }
        .layout-dense main > h1 { font-size: 1.5rem; margin-top: .75rem; }
        .layout-dense main > p { margin-top: .5rem; max-width: none; }
        .layout-dense h2 { font-size: 1rem; }
        .layout-dense h3 { font-size: .9375rem; }
        .layout-dense p { margin-bottom: .35rem; }
        .layout-dense .wordmark { font-size: 1.0625rem; }
        .layout-dense .demonstration { font-size: .8125rem; padding: .05rem 1rem; }

        .banner { position: sticky; top: 0; z-index: 2; background: var(--banner); border-bottom: 2px solid var(--brand);
          padding-top: .4rem; padding-bottom: .35rem; margin: 0; }
        .banner-identity { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 2rem; }
        .banner-person { font-size: 1.375rem; line-height: 1.2; font-weight: 700; margin: 0; }
        .banner-facts { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; }
        .banner-facts div { display: flex; gap: .4rem; align-items: baseline; }
        .banner-facts dt, .banner-details dt { color: var(--quiet); font-weight: 400; }
        .banner-facts dd { font-weight: 700; font-size: 1.0625rem; }
        .banner-more { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; align-items: baseline; margin-top: .15rem; }
        .banner-more p { margin: 0; }
        .banner-details[open] { flex-basis: 100%; }
        .banner-details dl { display: grid; gap: .25rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
          padding: .35rem 0; }
        .banner-details summary, .coverage summary { min-height: 24px; }
        .banner-details summary { color: var(--link); text-decoration: underline; text-underline-offset: .15em; }
        .banner-needs { font-weight: 650; }
        .banner-needs .label { font-weight: 400; }
        .banner-allergies { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; flex: 1 1 20rem;
          justify-content: flex-end; }
        .banner-allergy-list { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
        .banner-died { background: repeating-linear-gradient(135deg, var(--banner-died) 0 14px, var(--died-stripe) 14px 17px); }
        .died { display: block; font-weight: 650; }

        .icon { width: 1.2em; height: 1.2em; vertical-align: -.25em; flex: none; }
        .sign { width: 1em; height: 1em; vertical-align: -.13em; margin-right: .35em; flex: none; }
        .icon .fill, .sign .fill { fill: currentColor; stroke: none; }
        .icon .ring, .sign .ring { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
        .icon .ring { stroke-width: 2.4; }
        .icon .fill.ring { fill: currentColor; }
        .cut { fill: none; stroke: var(--paper); stroke-width: 2; stroke-linecap: round; }
        .icon .cut { stroke-width: 2.6; }
        .dashed { stroke-dasharray: 3 4; }
        .sign-good { color: var(--good); } .sign-late, .sign-part, .sign-withheld { color: var(--late); }
        .sign-missing { color: var(--stop); } .sign-none, .sign-off { color: var(--quiet); }
        .icon-flag { color: var(--look); margin-right: .3em; }
        .allergy-heading { display: inline-flex; align-items: center; gap: .35em; font-weight: 700; }
        .allergy-known { color: var(--stop); font-size: 1.0625rem; }
        .allergy-heading:not(.allergy-known) { font-weight: 650; }
        .state-heading { font-size: 1.0625rem; }

        .record-notices { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; padding: .3rem 1rem; background: var(--look-ground);
          border-bottom: 1px solid var(--look); }
        .coverage { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; align-items: baseline;
          background: var(--paper); border-bottom: 1px solid var(--line); padding-top: .35rem; padding-bottom: .35rem; margin: 0; }
        .layout-dense .coverage { font-size: .875rem; padding-top: .25rem; padding-bottom: .25rem; }
        .coverage details { flex: 1 1 20rem; }
        .coverage p { margin: 0; }
        .coverage-missing > span { margin-left: .9rem; }
        .coverage-show { margin-left: .9rem; color: var(--link); text-decoration: underline; }
        .layout-reading .coverage { border: 1px solid var(--line); border-radius: 4px; padding: .75rem 1rem; margin-bottom: 2rem; }
        .layout-reading .coverage-missing > span { display: block; margin: .35rem 0 0; }
        .layout-reading .coverage-silent, .layout-reading .coverage-show { display: block; margin: .35rem 0 0; }
        .check-again { display: inline-flex; align-items: center; min-height: 24px; font-weight: 650; }
        .state-tag { display: inline-block; font-weight: 650; }
        .gaps { border-left: 5px solid var(--late); padding: .15rem 0 .15rem .75rem; margin: .35rem 0 .75rem; }
        .silent { color: var(--quiet); }
        .gaps p { margin: 0; font-weight: 650; }
        .empty-unknown, .empty-hidden { border-left: 5px solid var(--edge); padding-left: .75rem; }

        .record { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 .75rem; padding-top: .6rem; }
        .record-main { grid-column: 2; grid-row: 1; min-width: 0; }
        .record-nav { grid-column: 1; grid-row: 1; position: sticky; top: 6.75rem; align-self: start; }
        .record-nav a { display: flex; align-items: center; min-height: 1.6rem; font-size: .875rem; text-decoration: none; line-height: 1.2; }
        .record-nav a:hover { text-decoration: underline; }
        .record-actions { margin-top: .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
        .narrow-only { display: none; }
        .cards { display: grid; gap: .4rem; grid-template-columns: repeat(3, minmax(0, 1fr)); margin-bottom: 1rem; font-size: .875rem; }
        .cards > div { display: flex; flex-direction: column; gap: .4rem; }
        .cards > div > :last-child { flex: 1 0 auto; }
        .cards p { margin-bottom: .1rem; }
        .card { background: var(--paper); border: 1px solid var(--line); border-radius: 3px; padding: .4rem .65rem; }
        .card h2 { margin: 0 0 .2rem; font-size: .9375rem; }
        .card h2 a { color: inherit; text-decoration: none; }
        .card h2 a:hover { text-decoration: underline; }
        .card h2 a:hover .allergy-known, .card h2 .allergy-known { color: var(--stop); }
        .card-allergies { border-top: 4px solid var(--brand-line); }
        .card h3 a { display: inline-block; min-height: 24px; line-height: 24px; }
        .card h3 { margin: 0; color: var(--quiet); font-weight: 400; }
        .items > li + li { margin-top: .25rem; padding-top: .25rem; border-top: 1px solid var(--grid); }
        .item, .cards .item { margin: 0; }
        .card .from, .card .quiet, .card-gaps { font-size: .78125rem; }
        .card-gaps { border-top: 1px solid var(--grid); padding-top: .3rem; margin: .35rem 0 0; }
        .card-gaps > span { margin-right: .75rem; }
        .card .card-note { margin: .25rem 0 0; }
        .card-alert { font-weight: 650; color: var(--look); margin: .3rem 0 0; }
        .card .from { line-height: 1.3; }
        .from { color: var(--quiet); font-size: .875rem; margin: 0; }
        .from strong, .from-name { color: var(--ink); }
        .from ul { padding: .35rem 0 .35rem 1rem; border-left: 3px solid var(--line); margin: .25rem 0; }
        .from li + li { margin-top: .4rem; }
        .record-section summary { min-height: 24px; padding: .1rem 0; }
        .codes { overflow-wrap: anywhere; }
        .tag { display: inline-block; margin: 0 .15rem 0 .4rem; padding: 0 .4rem; border-radius: 3px; background: var(--tag);
          font-size: .8125rem; font-weight: 650; line-height: 1.5; }
        .tag-stop { background: var(--stop); color: var(--paper); }
        .tag-look { background: var(--look-ground); color: var(--look); box-shadow: inset 0 0 0 1px currentColor; }
        .decision { display: inline-flex; align-items: center; gap: .35em; font-size: 1rem; }
        .decision-not-for { color: var(--stop); }
        .last-results { display: grid; gap: 0 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr)); }
        .big-value { font-size: 1.125rem; line-height: 1.2; margin: 0; }
        .big-value .value { font-size: 1.625rem; font-weight: 700; }
        .middle-value .value { font-size: 1.25rem; font-weight: 650; }
        .unit { color: var(--quiet); font-size: .875em; }

        .record-section { background: var(--paper); border: 1px solid var(--line); border-radius: 3px; padding: .75rem 1rem;
          margin-bottom: .75rem; }
        .layout-dense main > .record-section { margin: 0 1rem; }
        .record-section .group { font-size: 1.0625rem; margin: 1rem 0 .25rem; }
        .layout-dense .record-section .group { font-size: .9375rem; }
        .layout-dense .record-section > h2:not(.group) { font-size: 1.1875rem; }
        .record-section h2 a { color: inherit; }
        .rows > li { padding: .5rem 0; border-top: 1px solid var(--grid); }
        .rows > li:first-child { border-top: 0; }
        .rows p { margin: 0 0 .15rem; }
        .note { border-left: 3px solid var(--line); padding-left: .6rem; }
        .not-all { font-weight: 650; border-top: 1px solid var(--grid); padding-top: .4rem; }
        .as-recorded, .codes { font-size: .95em; }
        .withdrawn { margin-top: .75rem; color: var(--quiet); }
        .panel-results { columns: 22rem; margin: .2rem 0; }
        .layout-reading .record-section .group { font-size: 1.375rem; margin: 1.75rem 0 .5rem; }
        .letter { margin: 0 0 1rem; max-width: 50rem; }
        .told .verbatim { white-space: pre-wrap; }
        .told td, .told th { overflow-wrap: anywhere; }
        .told .numbered { list-style: none; }
        .layout-reading .rows > li { padding: .9rem 0; }
        """

    static let tables = """
        table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; background: var(--paper); }
        caption { text-align: left; font-weight: 650; font-size: 1.1875rem; padding: 1rem 0 .4rem; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
        thead th { color: var(--quiet); font-size: .9em; vertical-align: bottom; }
        td p, th p { margin: 0; max-width: none; }
        .table-frame { background: var(--paper); }
        .layout-dense section > .table-frame { padding: 0 .75rem; }
        .layout-dense .record-section > .table-frame, .coverage .table-frame { padding: 0; }
        .layout-reading .table-frame { border: 1px solid var(--line); border-radius: 4px; padding: 0 1rem; margin-bottom: 1.5rem; }
        .layout-reading .table-frame table { margin: 0; }
        .layout-reading .table-frame tbody tr:last-child > * { border-bottom: 0; }
        .layout-dense th, .layout-dense td { padding: .3rem .75rem .3rem 0; }
        .layout-dense caption { font-size: 1rem; padding: .5rem 0 .25rem; }
        .cell-label { display: none; color: var(--quiet); margin-right: .5em; }
        .states li { margin-bottom: .25rem; }
        .organisations th { width: 22%; } .organisations td { width: 14%; } .organisations td:nth-child(3) { width: 36%; } .organisations td:last-child { width: 26%; }
        .feeds th { width: 30%; } .feeds td { width: 14%; } .feeds td:last-child { width: 28%; }
        .row-detail { font-weight: 400; }
        .layout-dense .latest-results th:first-child { width: 17%; }
        .layout-dense .latest-results td:last-child { width: 33%; }
        .layout-reading .latest-results th:first-child { width: 22%; }
        .layout-reading .latest-results td:nth-child(2) { width: 42%; }
        .layout-reading .latest-results td:nth-child(3) { width: 17%; }
        .layout-reading .record-section .table-frame { border: 0; padding: 0; }
        .latest-results td:nth-child(2) .value { font-weight: 700; font-size: 1.0625em; }
        .medicines td:last-child > .cell-label { display: none !important; }
        .medicine-head th { border-bottom: 0; padding-top: .6rem; }
        .medicine td { border-bottom: 1px solid var(--grid); }
        .medicine-what { width: 46%; padding-left: 1rem !important; }
        .medicine-past { color: var(--quiet); }
        .drug { font-size: 1.0625rem; font-weight: 750; }
        .dose { font-weight: 650; color: var(--ink); }
        .layout-dense .medicine-what .label { font-size: .8125rem; letter-spacing: .03em; }
        .look { color: var(--look); font-weight: 650; }
        .candidates td, .candidates th { vertical-align: middle; }
        .candidates form { margin: 0; }
        .results tr:nth-child(5n) > * { border-bottom-color: var(--edge); }
        """

    static let charts = """
        .chart-frame { margin: 0 0 1rem; max-width: 60rem; padding: .75rem 1rem; }
        .layout-dense .chart-frame { margin: 0 1rem .75rem; }
        .layout-dense main > .last-results { margin-bottom: .75rem; }
        .layout-dense main > .last-results { max-width: 44rem; }
        .chart { display: block; width: 100%; height: auto; max-width: 56rem; }
        .chart text { fill: var(--quiet); font-size: 13px; font-family: inherit; }
        .chart .grid { stroke: var(--grid); stroke-width: 1; }
        .chart .band { fill: var(--band); }
        .chart .join { fill: none; stroke: var(--series); stroke-width: 2; }
        .chart .point { fill: var(--paper); stroke: var(--series); stroke-width: 2.5; }
        .chart .point-last { fill: var(--series); }
        .chart .point-text { fill: var(--ink); font-size: 17px; font-weight: 700; }
        .axis-value { text-anchor: end; } .axis-middle { text-anchor: middle; } .axis-end { text-anchor: end; }
        .tile-map { display: block; width: 100%; max-width: 46rem; height: auto; margin: 0 0 1.5rem; }
        .tile-map text { text-anchor: middle; font-family: inherit; fill: #10202c; }
        .tile-name { font-size: 14.5px; } .tile-number { font-size: 26px; font-weight: 700; }
        .tile-short { display: none; font-size: 26px; }
        .tile rect { stroke: #44525e; stroke-width: 1.5; }
        .area-0 rect { fill: #e3e6e8; }
        .area-1 rect, .area-key.area-1 { fill: #bcd9ee; background: #bcd9ee; }
        .area-2 rect, .area-key.area-2 { fill: #f5d9a6; background: #f5d9a6; }
        .area-3 rect, .area-key.area-3 { fill: #cfe3b9; background: #cfe3b9; }
        .area-4 rect, .area-key.area-4 { fill: #e6c9df; background: #e6c9df; }
        .area-5 rect, .area-key.area-5 { fill: #f6c9b8; background: #f6c9b8; }
        .area-6 rect, .area-key.area-6 { fill: #c6e2de; background: #c6e2de; }
        .area-7 rect, .area-key.area-7 { fill: #ddd3f0; background: #ddd3f0; }
        .area-8 rect, .area-key.area-8 { fill: #e8e3b3; background: #e8e3b3; }
        .area-key { display: inline-grid; place-items: center; width: 2.25rem; height: 2.25rem; font-weight: 700; color: #10202c;
          border: 1.5px solid #44525e; }
        """

    static let adjustments = """
        @media (max-width: 75rem) {
          .record { display: block; }
          .layout-dense .narrow-only { display: block; margin-bottom: .75rem; }
          .narrow-only a { display: inline-flex; align-items: center; min-height: 44px; font-weight: 650; }
          .record-nav { position: static; margin-top: 1rem; }
          .record-nav ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 0 1rem; }
          .record-nav a { min-height: 44px; }
        }
        @media (max-width: 62rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
        @media (max-width: 40rem), (max-height: 30rem) {
          .banner { display: contents; }
          .banner-identity { position: sticky; top: 0; z-index: 2; background: var(--banner); padding: .3rem 1rem;
            border-bottom: 2px solid var(--brand); gap: 0 1rem; }
          .banner-more { background: var(--banner); padding: .3rem 1rem; margin: 0; }
          .banner-died .banner-identity { background: repeating-linear-gradient(135deg, var(--banner-died) 0 14px, var(--died-stripe) 14px 17px); }
          .banner-person { font-size: 1.0625rem; }
          .banner-facts { gap: 0 .9rem; font-size: .875rem; }
          .banner-facts dd { font-size: .9375rem; }
          .banner-allergies { justify-content: flex-start; }
          html:has(.banner) { scroll-padding-top: 5.5rem; }
        }
        .stack-always, .stack-always tbody, .stack-always tr, .stack-always th, .stack-always td { display: block; }
        .stack-always thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .stack-always th, .stack-always td { border: 0; padding: .1rem 0; width: auto; }
        .stack-always .medicine { padding: .35rem 0 .6rem 1rem; border-left: 3px solid var(--line); margin-bottom: .5rem; }
        .stack-always .medicine-what { padding: 0 !important; }
        .stack-always .cell-label { display: inline; }
        .stack-always .medicine-head { padding-top: .75rem; }
        @media (max-width: 40rem) {
          .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; width: auto; }
          .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          h1 { font-size: 1.625rem; }
          .lede { font-size: 1.125rem; }
          .cards { grid-template-columns: minmax(0, 1fr); }
          .coverage-missing > span, .coverage-show { display: block; margin: .2rem 0 0; }
          .summary-list > div { grid-template-columns: minmax(0, 1fr); }
          .stacked tr { border-bottom: 2px solid var(--line); padding: .5rem 0; }
          .stacked th, .stacked td, .layout-dense .stacked th, .layout-dense .stacked td { border: 0; padding: .1rem 0; width: auto; }
          .stacked .medicine-head { border-bottom: 0; padding-bottom: 0; }
          .medicine-what { padding-left: 0 !important; }
          .cell-label { display: inline; }
          .tile-name { display: none; } .tile-short { display: inline; }
          .tile-number { font-size: 34px; }
          .chart text { font-size: 22px; } .chart .point-text { font-size: 26px; } .axis-time.axis-middle { display: none; }
          .interruption { padding: 1rem; margin: 0 -1rem; border-radius: 0; }
          .buttons .button, .task .button { width: 100%; }
        }
        @media (pointer: coarse) {
          summary, .record-nav a, .check-again, .card h2 a { min-height: 44px; }
          .card h2 a { display: inline-flex; align-items: center; }
        }
        @media (forced-colors: active) {
          .banner, .card, .record-section, .task, .tag, .warning, .interruption { border: 1px solid; }
          .chart .point, .chart .join { stroke: CanvasText; }
          .chart .band { fill: GrayText; fill-opacity: .3; }
          .chart text, .tile-map text { fill: CanvasText; }
          .tile rect { fill: Canvas; stroke: CanvasText; }
          .cut { stroke: Canvas; }
          .button { border: 2px solid; }
          a:focus-visible, summary:focus-visible, .button:focus-visible { outline: 3px solid Highlight; }
        }
        @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
        .layout-sheet { background: var(--paper); }
        .layout-sheet main { max-width: 60rem; padding: 1rem; font-size: .9375rem; line-height: 1.35; }
        .sheets > thead td, .sheets > tbody > tr > td { border: 0; padding: 0; }
        .sheet-head { display: flex; flex-wrap: wrap; gap: 0 1.5rem; border-bottom: 2px solid; padding-bottom: .3rem; }
        .layout-sheet .record-section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .5rem 0; }
        @media print {
          :root { --ground: #fff; --paper: #fff; --ink: #000; --quiet: #333; --line: #999; --grid: #bbb; --stop: #000; --look: #000;
            --look-ground: #fff; --link: #000; --banner: #fff; --tag: #fff; }
          body { font-size: 10pt; line-height: 1.3; }
          .site-header, .site-footer, .skip, .record-nav, .check-again, .screen-only, .coverage-show, .turn, form { display: none; }
          .banner, .banner-identity { position: static; }
          main, .layout-sheet main { padding: 0; max-width: none; }
          a { text-decoration: none; color: #000; }
          .tag { border: 1px solid #000; color: #000; background: #fff; }
          .rows > li, tr, .card, .warning { break-inside: avoid; }
          .sheets > tbody > tr { break-inside: auto; }
          h2, h3 { break-after: avoid; }
        }
        """
}
