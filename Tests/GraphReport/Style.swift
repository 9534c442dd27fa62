/// How pages and drawings look: light, dark, and on paper.
enum Style {
  /// The colors by their use.
  private static let light =
    "--b:#fff;--t:#1f2328;--m:#59636e;--q:#f6f8fa;--l:#d1d9e0;--e:#59636e;--g:#0969da;"
    + "--r:#1a7f37;--rb:#dafbe1;--w:#cf222e;--wb:#ffebe9;--a:#9a6700;--ab:#fff8c5;"
    + "--p:#b35900;--n:#0a5ec2"
  private static let dark =
    "--b:#0d1117;--t:#e6edf3;--m:#9198a1;--q:#161b22;--l:#3d444d;--e:#9198a1;--g:#4493f8;"
    + "--r:#3fb950;--rb:#12261e;--w:#f85149;--wb:#3c1618;--a:#d29922;--ab:#2e2411;"
    + "--p:#f0883e;--n:#58a6ff"

  private static func colors(_ selector: String) -> String {
    "\(selector){\(light)}"
      + "@media (prefers-color-scheme:dark){\(selector){\(dark)}}"
  }

  /// What the graphs need.
  private static let graph =
    "rect{height:22px;fill:var(--q);stroke:var(--m)}rect.i{rx:8px}rect.r{fill:var(--rb);stroke:var(--r)}"
    + "rect.w,rect.c{fill:var(--wb);stroke:var(--w);stroke-width:2.5}"
    + "rect.u{fill:var(--ab);stroke:var(--a);stroke-width:2}"
    + "rect.t{fill:var(--b);stroke-dasharray:2 3}rect.a{fill:var(--b);stroke-dasharray:6 4}"
    + "rect.l{stroke-width:2}"
    + "text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;"
    + "fill:var(--t)}rect.t+text,rect.a+text{fill:var(--m)}rect.w+text,rect.c+text{fill:var(--w);font-weight:700}"
    + ".z{font-size:10px;fill:var(--m);font-weight:400}.s{text-decoration:underline}"
    + "path{fill:none}path.e{stroke:var(--e);stroke-width:1.5}"
    + "path.g{stroke:var(--g);stroke-width:1.2;stroke-dasharray:5 2}"
    + "path.w{stroke:var(--w)!important;stroke-width:2.5!important;stroke-dasharray:none!important}path.w.x{stroke-dasharray:3 4!important}"
    + "path.e.o,path.g.o{stroke:var(--m);stroke-width:1;stroke-dasharray:1 4}"
    + "rect.k{height:18px;rx:9px;fill:var(--b);stroke:var(--w);stroke-width:1.5}"
    + "text.k{fill:var(--w);font-weight:700;font-size:11px}"

  /// For a drawing that stands alone.
  static let drawing = colors("svg") + "svg{background:var(--b)}" + graph

  /// For a page.
  static let page =
    colors(":root") + ":root{color-scheme:light dark}" + graph
    + "body{background:var(--b);color:var(--t);font:15px/1.45 system-ui,sans-serif;margin:0 auto;"
    + "max-width:1100px;padding:0 16px 40px}h1{font-size:24px}h2{font-size:20px;margin:32px 0 8px}"
    + "h2,h3{scroll-margin-top:8px}h3{font-size:16px;margin:0;display:inline}h5{margin:8px 0 2px;"
    + "font-size:13px;font-weight:400;color:var(--m)}small,figcaption,caption{color:var(--m);font-size:12px}caption{text-align:left;font-family:system-ui,sans-serif;white-space:nowrap}"
    + "a{color:var(--g)}i{font-style:normal;font-weight:700}"
    + "i.r{color:var(--r)}i.w,i.c,li.w,p.w{color:var(--w)}i.u,i.a{color:var(--a)}"
    + "details{margin:4px 0}summary{cursor:pointer;padding:2px 0}"
    + "details.f{border:1px solid var(--l);border-radius:8px;padding:6px 12px;margin:10px 0}"
    + "details details{border-left:3px solid var(--l);padding-left:10px}"
    + "p{margin:6px 0;overflow-wrap:anywhere}ul{margin:4px 0;padding-left:20px}"
    + "div.s{overflow-x:auto}div.s svg{display:block;max-width:none;margin:8px auto}"
    + "div.c{columns:360px 2;column-gap:24px}div.c>details{break-inside:avoid}"
    + "div.v{display:flex;flex-wrap:wrap;gap:6px 18px;align-items:flex-end}figure{margin:4px 0}"
    + "figure svg,figure small{display:block}figure{max-width:100%;overflow-x:auto}"
    + "table{border-collapse:collapse;font:12px ui-monospace,Menlo,Consolas,monospace}"
    + "td{border:1px solid var(--l);padding:1px 6px;text-align:right}"
    + "tr.f td{border-top:3px double var(--m)}td.x{color:var(--w);font-weight:700;"
    + "background:var(--wb)}table.o td{border:0;border-bottom:1px solid var(--l);"
    + "padding:3px 14px 3px 0;text-align:left}pre{overflow-x:auto;background:var(--q);padding:8px}"
    + "svg.h{background:var(--q);outline:1px solid var(--l);max-width:100%;height:auto}"
    + "svg.h path{stroke-width:1.03;stroke:var(--t)}svg.h path.x{stroke:var(--w);stroke-width:.12}"
    + "svg.h path.y{stroke:var(--r);stroke-width:.16}"
    + "svg.h path.k{stroke:var(--w);stroke-width:.16;stroke-dasharray:.2 .13}"
    + "td.y{font-weight:700;outline:2px solid var(--r)}"
    + (1...4).map {
      "svg.h .p\($0){stroke:var(--p);opacity:\(Double($0) / 4)}"
        + "svg.h .m\($0){stroke:var(--n);opacity:\(Double($0) / 4)}"
    }.joined()
    + (0...8).map { "svg.h .g\($0){stroke:hsl(0 0% \($0 * 12 + 2)%)}" }.joined()
    + "svg.h .nan{stroke:var(--w)}"
    // Each function is printed, folded or not; of the rest what is unfolded.
    + "@media print{details.f::details-content{content-visibility:visible!important;"
    + "block-size:auto!important}body{max-width:none}div.s,figure{overflow:visible}"
    + "div.s{break-inside:avoid}div.s svg{max-width:100%;height:auto}"
    + "div.c>details{break-inside:auto}}"
}
