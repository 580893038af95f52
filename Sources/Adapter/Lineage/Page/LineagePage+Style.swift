extension LineagePage {
    /// Colours are for light and for dark; text has a contrast of at least 4.5 to 1 on all of them.
    static let style = #"""

        :root{color-scheme:light dark;--bg:#f6f4ef;--pane:#fffefb;--ink:#1f1d1a;--mute:#5f5a51;--rule:#ddd7ca;
        --link:#0b5a7c;--hover:#f1ede3;--on:#ffd968;--lit:#ffefb8;--mark:#a65b00;--lost:#a8201a;--lost-ink:#fff;
        --loss:#f6e2c0;--loss-ink:#6a4300;--derived:#d8e8f6;--derived-ink:#0c4871;--default:#e9e0f5;
        --default-ink:#51307f;--constant:#daefe2;--constant-ink:#1b5637;--read:#e9e5da;--read-ink:#4b463c}
        @media (prefers-color-scheme:dark){:root{--bg:#131518;--pane:#1a1d21;--ink:#e9e6df;--mute:#a8a398;
        --rule:#34383e;--link:#86c8ea;--hover:#24282d;--on:#6d5200;--lit:#433710;--mark:#f0b34a;--lost:#ffb4a9;
        --lost-ink:#5b0d08;--loss:#4a3512;--loss-ink:#f5d49a;--derived:#17384f;--derived-ink:#b5dcf7;
        --default:#392a52;--default-ink:#dac8f6;--constant:#173d2a;--constant-ink:#b3e5c9;--read:#33363a;
        --read-ink:#cfcbc1}}
        *{box-sizing:border-box}
        html,body{height:100%}
        body{margin:0;display:flex;flex-direction:column;height:100dvh;overflow:hidden;background:var(--bg);
        color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
        code,.lines,#detail dd{font-family:ui-monospace,"SF Mono",Consolas,"DejaVu Sans Mono",monospace}
        code{font-size:.92em;overflow-wrap:anywhere}
        header{padding:.9rem 1.25rem .5rem;display:grid;grid-template-columns:1fr auto;gap:.1rem 2rem}
        header>*{grid-column:1;margin:0;min-width:0}
        h1{font-size:1.2rem;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
        h1 span,.way span,h2 span{color:var(--mute);font-weight:400}
        .way code{display:inline-block;max-width:100%}
        .way small,.digest{color:var(--mute);font-size:.85rem}
        .way strong{color:var(--lost)}
        header dl{grid-column:2;grid-row:1/span 4;display:flex;gap:1.5rem;align-self:start}
        header dl div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
        dt{color:var(--mute);font-size:.8rem;white-space:nowrap}
        dd{margin:0}
        header dd{font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
        .bad dd{color:var(--lost)}
        nav{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.25rem;padding:.25rem 1.25rem .5rem}
        input,select{font:inherit;color:inherit;background:var(--pane);border:1px solid var(--mute);
        border-radius:4px;padding:.2rem .45rem;max-width:100%}
        nav>label input{width:15rem}
        output{color:var(--mute);min-width:1px}
        details[open]{order:1;flex-basis:100%}
        summary{cursor:pointer;padding:.15rem 0;font-weight:550}
        summary b{font-weight:400;color:var(--mute);font-variant-numeric:tabular-nums}
        details p{margin:.2rem 0}
        details ol{list-style:none;margin:.2rem 0 .4rem;padding:0;max-height:22vh;overflow:auto;
        border:1px solid var(--rule);border-radius:4px;background:var(--pane)}
        details li{padding:.2rem .6rem;border-top:1px solid var(--rule);overflow-wrap:anywhere}
        details li:first-child{border-top:0}
        details li.error b{color:var(--lost)}
        details small{color:var(--mute)}
        a{color:var(--link)}
        li button{font:inherit;color:var(--link);background:none;border:0;padding:0;text-align:start;cursor:pointer;
        text-decoration:underline}
        main{flex:1;min-height:0;display:grid;grid-template-columns:1fr 1fr;grid-template-rows:minmax(0,1fr);
        border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
        section{min-width:0;min-height:0;display:flex;flex-direction:column;background:var(--pane)}
        section+section{border-inline-start:1px solid var(--rule)}
        section>p{margin:.5rem 1.25rem}
        h2{margin:0;padding:.4rem 1.25rem;font-size:.95rem;font-weight:600;border-bottom:1px solid var(--rule);
        overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .lines{flex:1;min-height:0;overflow:auto;padding:.25rem 0;font-size:12.5px;line-height:22px;position:relative;
        scrollbar-gutter:stable}
        .lines:focus-visible,button:focus-visible,summary:focus-visible,a:focus-visible,input:focus-visible,
        select:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
        [role=group]{content-visibility:auto;contain-intrinsic-size:2200px}
        [role=treeitem]{--step:1rem;scroll-margin-block:4rem;display:flex;gap:.6rem;height:22px;padding-inline:0 .75rem;white-space:nowrap;
        border-inline-start:3px solid transparent}
        [role=treeitem] i{flex:none;width:3.1rem;padding-inline-end:.3rem;text-align:end;font-style:normal;
        color:var(--mute);user-select:none;font-variant-numeric:tabular-nums}
        [role=treeitem] b{flex:none;max-width:55%;font-weight:400;color:var(--mute);overflow:hidden;
        text-overflow:ellipsis}
        [role=treeitem] span{flex:0 1 auto;min-width:0;overflow:hidden;text-overflow:ellipsis;unicode-bidi:isolate}
        [role=treeitem] small{flex:1 1 0;min-width:0;font-size:11px;text-align:end;color:var(--mute);overflow:hidden;
        text-overflow:ellipsis}
        [role=treeitem] em{margin-inline-start:auto}
        [role=treeitem] small+em{margin-inline-start:0}
        em{flex:none;font-style:normal;font-family:system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;
        font-size:11.5px;color:var(--mute);align-self:center;line-height:17px;padding-inline:.4rem;border-radius:3px}
        [id^=in-],[id^=out-]{cursor:pointer}
        [role=treeitem][id]:hover{background:var(--hover)}
        [role=treeitem].lit,[role=treeitem].on{background:var(--lit);border-color:var(--mark)}
        [role=treeitem].on{background:var(--on)}
        .lit *,.on *{color:var(--ink)!important}
        .lit em,.on em{background:none!important;outline:1px solid currentcolor}
        .ignoredByAccident em,.unexplained em{background:var(--lost);color:var(--lost-ink)}
        .ignoredDeclared em{background:var(--loss);color:var(--loss-ink)}
        .derived em{background:var(--derived);color:var(--derived-ink)}
        .fallback em{background:var(--default);color:var(--default-ink)}
        .literal em{background:var(--constant);color:var(--constant-ink)}
        .read em{background:var(--read);color:var(--read-ink)}
        [hidden]{display:none!important}
        #detail{height:8.9rem;flex:none;overflow:auto;padding:.6rem 1.25rem;display:grid;grid-template-columns:1fr 1fr;
        gap:0 2.5rem;align-content:start}
        #detail p{margin:0;color:var(--mute);grid-column:1/-1}
        #detail dl{display:grid;grid-template-columns:4.6rem 1fr;gap:.1rem 1rem;margin:0;align-content:start}
        #detail dl>*{min-width:0}
        #detail dt{font-size:.85rem;line-height:1.6}
        #detail dd{font-size:12.5px;font-weight:400;white-space:pre-wrap;overflow-wrap:anywhere}
        #detail dd b{font-weight:650}
        #detail dd span{color:var(--mute)}
        """# + levels + narrow + printed

    /// How far lines are moved in; lines still deeper stay there.
    private static var levels: String {
        (1...24).map { level in
            "\n[aria-level=\"\(level)\"]>i+b{margin-inline-start:calc(var(--step)*\(level - 1))}"
        }.joined()
    }

    private static let narrow = #"""

        @media (max-width:760px){
        html,body{height:auto;overflow:visible}
        header{display:block;padding:.6rem .8rem .25rem}
        h1{font-size:1.05rem}
        .digest code{display:inline-block;max-width:14rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;
        vertical-align:bottom}
        header dl{flex-wrap:wrap;gap:.1rem 1rem;margin-top:.25rem}
        header dl div{flex-direction:row;gap:.35rem;align-items:baseline}
        header dd{font-size:.9rem;order:1}
        nav{padding:.2rem .8rem .4rem;gap:.2rem .9rem}
        nav>label{flex:1 1 100%;display:flex;gap:.5rem;align-items:center}
        nav>label input{flex:1;width:auto;min-width:0}
        main{flex:none;height:calc(100dvh - 11rem);grid-template-columns:1fr;grid-template-rows:minmax(0,1fr) minmax(0,1fr)}
        section+section{border-inline-start:0;border-top:1px solid var(--rule)}
        h2{padding:.25rem .8rem}
        [role=treeitem]{--step:.4rem;gap:.4rem;padding-inline-end:.4rem}
        [role=treeitem] i{width:2.2rem}
        [role=treeitem] b{max-width:45%}
        [role=treeitem] small{display:none}
        [role=treeitem] small+em{margin-inline-start:auto}
        #detail dl{grid-template-columns:4.2rem 1fr;gap:.05rem .6rem}
        #detail dd{font-size:11.5px;line-height:1.35}
        #detail{position:sticky;bottom:0;background:var(--bg);height:11rem;padding:.4rem .8rem;grid-template-columns:1fr;gap:.2rem}
        }
        """#

    private static let printed = #"""

        @media print{
        @page{size:A4 landscape;margin:12mm}
        :root{--bg:#fff;--pane:#fff;--ink:#000;--mute:#444;--rule:#bbb}
        html,body,.lines{height:auto;overflow:visible;display:block}
        nav>label,output,#detail,#losses p{display:none}
        main{display:grid;grid-template-columns:1fr 1fr;border:0}
        [role=group]{content-visibility:visible}
        details ol{max-height:none;overflow:visible}
        .lines{font-size:7pt;line-height:1.35}
        [role=treeitem]{--step:.5rem;height:auto;white-space:normal;break-inside:avoid}
        [role=treeitem] span,[role=treeitem] small{overflow-wrap:anywhere}
        [role=treeitem] small,em{font-size:6pt}
        em{line-height:1.3;border:1px solid currentcolor}
        }
        """#
}
