extension ModelPage {
  /// Colours by the reader's light or dark setting; on paper without the contents.
  static let style = """

    :root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6577; --paper: #fdfdfb; --panel: #f3f4f0;
      --line: #dcdfd8; --link: #14588f; --mark: #fff3bf; --accent: #1b6e53; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e4e7ec; --soft: #a3adbb; --paper: #14181d;
      --panel: #1c2229; --line: #333c47; --link: #8ec2ee; --mark: #4a4220; --accent: #7fd0b0; } }
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
    body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, "Segoe UI", Roboto,
      "Helvetica Neue", Arial, sans-serif; display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
    a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
    nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.2rem; background: var(--panel);
      border-right: 1px solid var(--line); font-size: .9rem; }
    nav .title { font-weight: 650; font-size: 1.05rem; margin: 0 0 1rem; } nav .title a { color: inherit; }
    nav label { display: block; color: var(--soft); font-size: .8rem; }
    nav input { width: 100%; padding: .45rem .6rem; font: inherit; color: inherit; background: var(--paper);
      border: 1px solid var(--line); border-radius: 6px; }
    nav #found { color: var(--soft); font-size: .8rem; min-height: 1.2em; margin: .3rem 0; }
    nav ol, nav ul { list-style: none; margin: 0; padding: 0; } nav ul { padding-left: 1rem; }
    nav li { margin: .15rem 0; overflow-wrap: anywhere; }
    main { max-width: 62rem; padding: 2rem 2.5rem 6rem; width: 100%; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
    h2 { font-size: 1.4rem; margin: 3rem 0 .6rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent);
      text-transform: capitalize; }
    h3 { font-size: 1rem; margin: 0 0 .3rem; }
    h3 .name { font-size: 1.08rem; color: var(--ink); } h3 .indices { color: var(--soft); font-weight: 400; }
    h3 small { font-weight: 400; color: var(--soft); border: 1px solid var(--line); border-radius: 99px;
      padding: 0 .55em; white-space: nowrap; margin-left: .2em; }
    header p, .variant { color: var(--soft); } .prose { margin: 1.2rem 0 .8rem; font-style: italic; max-width: 48rem; }
    article { padding: .9rem 0; border-top: 1px solid var(--line); } article p { margin: .3rem 0; max-width: 48rem; }
    article:target, tr:target { background: var(--mark); box-shadow: 0 0 0 .5rem var(--mark); }
    .formula { overflow-x: auto; padding: .7rem 1rem; margin: .5rem 0; background: var(--panel); border-radius: 8px; }
    math { font-size: 1.06rem; } .formula math { text-align: left; margin: 0; width: max-content; }
    math a { color: inherit; } math a:hover { color: var(--link); } mtext.letter { font-style: italic; }
    math .lines > mtr > mtd, math .cases > mtr > mtd { text-align: left; padding: .25em .15em; }
    math .cases > mtr > mtd + mtd { padding-left: 1.4em; } math .under mtd { padding: 0; text-align: center; }
    .terms span { margin-right: 1.4rem; color: var(--soft); } .terms math { color: var(--ink); }
    .notes, .notes p { font-size: .85rem; color: var(--soft); } td .notes { margin: .2rem 0 0; }
    .status { border-radius: 4px; padding: 0 .4em; background: var(--panel); border: 1px solid var(--line); }
    .status.official, .status.derived { border-color: var(--accent); color: var(--accent); }
    .status.illustrative { border-style: dashed; }
    .members span { display: inline-block; background: var(--panel); border-radius: 4px; padding: 0 .5em;
      margin: .1rem 0; font-size: .85rem; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .6rem 0 1rem; }
    th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
    thead th { color: var(--soft); font-weight: 500; } tbody th { font-weight: 600; } tbody th a { color: var(--ink); }
    .number { font-variant-numeric: tabular-nums; }
    [hidden] { display: none !important; }
    @media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; max-height: 60vh; }
      main { padding: 1rem; } }
    @media print { nav, .skip, script { display: none; } body { display: block; font-size: 10pt; color: #000;
      background: #fff; } main { max-width: none; padding: 0; } article, tr { break-inside: avoid; }
      .formula { background: none; padding: .2rem 1rem; overflow: visible; } h2 { break-after: avoid; } }

    """

  /// Search hides what does not hold all words; a link from elsewhere shows what it leads to.
  static let script = """

    const box = document.getElementById("search"), found = document.getElementById("found");
    const entries = [...document.querySelectorAll(".entry")].map(e => [e, e.textContent.toLowerCase()]);
    function search() {
      const words = box.value.toLowerCase().split(/\\s+/).filter(w => w);
      let count = 0;
      for (const [e, text] of entries) {
        const fits = words.every(w => text.includes(w));
        e.hidden = !fits; count += fits;
      }
      for (const p of document.querySelectorAll(".prose")) p.hidden = words.length > 0;
      for (const s of document.querySelectorAll("section"))
        s.hidden = words.length > 0 && !s.querySelector(".entry:not([hidden])");
      found.textContent = words.length ? count + (count === 1 ? " entry" : " entries") : "";
    }
    box.addEventListener("input", search);
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest("[hidden]")) { box.value = ""; search(); target.scrollIntoView(); }
    });

    """
}
