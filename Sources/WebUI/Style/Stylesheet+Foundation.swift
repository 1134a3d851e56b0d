// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Stylesheet {
    static let colours = """
        :root {
          color-scheme: light dark;
          --ground: #eef1f3; --paper: #fff; --ink: #16212b; --quiet: #4a5763; --line: #c3cbd2; --edge: #5d6b77;
          --brand: #14344b; --on-brand: #fff; --brand-line: #6f93ab; --link: #0b4f8a; --link-on: #083a66;
          --button: #1b5e3b; --button-edge: #0d3a23; --on-button: #fff;
          --good: #1d6b3a; --late: #8a4b00; --stop: #a3141d; --stop-ground: #fbeaea; --look: #7a4300;
          --look-ground: #fff3d9; --banner: #dfeaf3; --banner-died: #d9d5de; --died-stripe: #c9c3d1;
          --tag: #e4e9ed; --band: #dbe8f2; --grid: #d5dbe0; --series: #0b4f8a;
          --focus: #ffdd00; --focus-ink: #111;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0f161c; --paper: #18222b; --ink: #e9eef2; --quiet: #adb9c3; --line: #3a4853; --edge: #8b99a5;
            --brand: #0b2434; --on-brand: #eef4f8; --brand-line: #5d8199; --link: #90c8f8; --link-on: #c4e2fc;
            --button: #2c7a50; --button-edge: #69b98d; --on-button: #fff;
            --good: #83d3a3; --late: #f2bd63; --stop: #ff9a9a; --stop-ground: #3b1c20; --look: #f5c672;
            --look-ground: #382a10; --banner: #1c3345; --banner-died: #35303d; --died-stripe: #453f4f;
            --tag: #2b3843; --band: #24405a; --grid: #34424d; --series: #90c8f8;
          }
        }
        """

    static let foundation = """
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        html:has(.banner) { scroll-padding-top: 8.5rem; }
        body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: break-word;
          font: 1.125rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif; }
        h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
        h2 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; }
        h3 { font-size: 1.125rem; line-height: 1.3; margin: 1rem 0 .375rem; }
        p { margin: 0 0 .75rem; }
        ul, ol { list-style: none; }
        a { color: var(--link); text-underline-offset: .15em; }
        a:hover { color: var(--link-on); text-decoration-thickness: .14em; }
        strong, th, dt { font-weight: 650; }
        summary { cursor: pointer; }
        small { font-size: .85em; }
        .verbatim { white-space: pre-line; }
        .quiet, .hint { color: var(--quiet); }
        .lede { font-size: 1.25rem; line-height: 1.45; max-width: 44rem; margin-bottom: 1.25rem; }
        .bullets { list-style: disc; padding-left: 1.25rem; margin-bottom: .75rem; max-width: 44rem; }
        .bullets li { margin-bottom: .375rem; }
        .number, .value, td, .banner-facts { font-variant-numeric: tabular-nums; }
        .number, .date { white-space: nowrap; }
        .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        .label { color: var(--quiet); margin-right: .35em; }

        a:focus-visible, summary:focus-visible, .plain-button:focus-visible { outline: 3px solid transparent;
          color: var(--focus-ink); background: var(--focus); box-shadow: 0 -2px var(--focus), 0 4px var(--focus-ink);
          text-decoration: none; border-radius: 1px; }
        a:focus-visible *, summary:focus-visible * { color: var(--focus-ink) !important; }
        input:focus-visible, textarea:focus-visible { outline: 3px solid var(--focus); outline-offset: 0;
          box-shadow: inset 0 0 0 3px var(--focus-ink); border-color: var(--focus-ink); }
        .button:focus-visible, .error-summary:focus-visible { outline: 3px solid var(--focus); outline-offset: 0;
          box-shadow: 0 0 0 5px var(--focus-ink); }
        main:focus { outline: none; }
        """

    static let frame = """
        .skip { position: absolute; left: -999rem; top: 0; z-index: 9; padding: .75rem 1rem; }
        .skip:focus { left: 0; }
        .site-header { background: var(--brand); color: var(--on-brand); }
        .site-header-line { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; padding: 0 1rem;
          max-width: 66rem; margin: 0 auto; }
        .layout-dense .site-header-line { max-width: none; }
        .site-header a, .site-header .plain-button { color: var(--on-brand); }
        .site-header a:focus-visible, .site-header .plain-button:focus-visible { color: var(--focus-ink); }
        .wordmark { display: inline-flex; align-items: center; gap: .5rem; min-height: 44px; font-weight: 700;
          font-size: 1.25rem; letter-spacing: -.01em; text-decoration: none; }
        .mark { fill: none; stroke: currentColor; stroke-width: 3; }
        .site-nav { flex: 1 1 auto; }
        .site-nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
        .site-nav a, .site-sign-in, .site-footer a { display: inline-flex; align-items: center; min-height: 44px; }
        .site-nav a[aria-current] { font-weight: 650; text-decoration: none; box-shadow: inset 0 -4px var(--brand-line); }
        .site-reader { margin: 0; display: flex; flex-wrap: wrap; gap: 0 .6rem; font-size: .9375rem; }
        .plain-button { appearance: none; border: 0; background: none; padding: 0; font: inherit; color: var(--link);
          text-decoration: underline; text-underline-offset: .15em; cursor: pointer; min-height: 44px; text-align: left; }
        .demonstration { margin: 0; padding: .25rem 1rem; text-align: center; font-size: .9375rem;
          background: var(--look-ground); color: var(--look); border-bottom: 1px solid currentColor; }
        main { display: block; max-width: 66rem; margin: 0 auto; padding: 1.75rem 1rem 3rem; }
        main > section { margin-bottom: 2rem; }
        main > p, main > section > p { max-width: 44rem; }
        .site-footer { border-top: 1px solid var(--line); padding: 1rem; font-size: 1rem; }
        .site-footer ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; max-width: 64rem; margin: 0 auto; }

        .tasks { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
          margin: 0 0 2rem; }
        .task, .finder, .person-card, .notice, .letter, .chart-frame { background: var(--paper); border: 1px solid var(--line);
          border-radius: 4px; padding: 1.25rem; }
        .tasks:has(> :nth-child(4)) { grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
        .task p { margin-bottom: 1rem; }
        .task p:last-child { margin-bottom: 0; }
        .notice { border-left: 6px solid var(--brand-line); margin-bottom: 1.5rem; }
        .notice p:last-child { margin-bottom: 0; }
        .warning { border: 1px solid var(--look); border-left-width: 6px; background: var(--look-ground); color: var(--ink);
          padding: .5rem .75rem; margin: .5rem 0; border-radius: 2px; }
        .warning p { margin: 0; }
        .warning ul { margin-top: .25rem; }
        .back { margin-bottom: 1rem; }
        .summary-list { margin: 0 0 1rem; }
        .summary-list > div { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0 1rem; padding: .4rem 0;
          border-bottom: 1px solid var(--line); }
        .person-card .summary-list > div:last-child, .looks .summary-list > div:last-child { border-bottom: 0; }
        .summary-list dt { color: var(--quiet); font-weight: 400; }
        .summary-list dd { font-weight: 500; }
        .contents { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
        .contents li { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; min-height: 3rem;
          border-bottom: 1px solid var(--line); padding: .4rem 0; }
        .contents a { font-weight: 650; padding: .4rem 0; }
        .looks > li { background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 1rem 1.25rem;
          margin-bottom: 1rem; }
        .looks h2 { font-size: 1.1875rem; }
        .looks .look-emergency { border-left: 6px solid var(--stop); }
        .looks h2 { margin-bottom: .125rem; }
        .look-time { margin-bottom: .5rem; }
        .looks .summary-list { margin-bottom: .25rem; }
        .looks p:last-child { margin-bottom: 0; }
        .turn { display: flex; gap: 2rem; margin: 1.5rem 0; }
        .turn a { min-height: 44px; display: inline-flex; align-items: center; }
        .notices { font-size: .9375rem; color: var(--quiet); }
        """

    static let forms = """
        .field { margin: 0 0 1.25rem; }
        .field label, .field legend { display: block; font-weight: 650; padding: 0; margin: 0 0 .25rem; }
        .hint { margin: 0 0 .35rem; font-size: 1rem; }
        .field-fault { border-left: 5px solid var(--stop); padding-left: .9rem; }
        .fault { color: var(--stop); font-weight: 650; margin: 0 0 .35rem; }
        input[type=text], textarea { font: inherit; color: var(--ink); background: var(--paper);
          border: 2px solid var(--edge); border-radius: 0; min-height: 44px; padding: .3rem .5rem; width: 100%; }
        [aria-invalid=true] { border-color: var(--stop); }
        .width-two { max-width: 3.5rem; } .width-four { max-width: 5.25rem; } .width-ten { max-width: 9rem; }
        .width-twelve { max-width: 13rem; } .width-wide { max-width: 26rem; }
        .date-boxes { display: flex; gap: 1rem; }
        .date-boxes label { font-weight: 400; }
        .date-boxes input { width: 100%; }
        .choice { position: relative; display: block; min-height: 44px; padding: .55rem 0 0 3.25rem; margin: 0 0 .5rem; }
        .choice input { position: absolute; left: 0; top: 0; width: 44px; height: 44px; margin: 0; accent-color: var(--link); }
        .choice label { font-weight: 400; margin: 0; display: block; min-height: 28px; }
        .choice .hint { margin: 0; }
        .button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: .5rem 1.25rem;
          border: 0; border-radius: 4px; background: var(--button); color: var(--on-button);
          box-shadow: 0 3px var(--button-edge); font: inherit; font-weight: 650; text-decoration: none; cursor: pointer; }
        .button:hover { color: var(--on-button); filter: brightness(.92); }
        .button.second { background: var(--paper); color: var(--link); border: 2px solid var(--link); box-shadow: none; }
        .accounts { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); }
        .buttons { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
        .error-summary { border: 4px solid var(--stop); background: var(--paper); padding: 1rem 1.25rem; margin-bottom: 1.5rem;
          max-width: 44rem; }
        .error-summary a { color: var(--stop); font-weight: 650; }
        .finders { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
          margin-bottom: 1.5rem; align-items: start; }
        .person-card { margin: 0 0 1.5rem; max-width: 44rem; border-left: 6px solid var(--brand-line); }
        .person-card .summary-list { margin: 0; }
        .interruption { background: var(--brand); color: var(--on-brand); border-radius: 4px; padding: 1.75rem; max-width: 52rem; }
        .interruption .person-card { color: var(--ink); }
        .interruption .hint { color: inherit; }
        .interruption .fault { background: var(--paper); padding: .2rem .5rem; }
        .interruption .field-fault { border-color: var(--on-brand); }
        .interruption .button.second { border-color: var(--paper); }
        """
}
