import { pageOf } from '../pages.ts'
import { type Parser, say } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { conjunctsOf, partsOf } from '../walk.ts'

const dropping = /^is(?:Private|Public|Reserved)IP$/i

/**
 * `!isPrivateIP(ip)`: rows whose value is no IPv4 address are dropped by the function itself, whatever is asked of it
 * (S/isprivateip). A plain `where isPrivateIP(ip)` would not keep them anyway, and who asks `isValidIP` has thought of them.
 */
export function checkDrops(p: Parser, expr: Expr, filters: boolean): void {
  const open = [expr]
  const found: Extract<Expr, { kind: 'call' }>[] = []
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (e.kind === 'call' && /^isValidIP/i.test(e.fn.name)) return
    if (e.kind === 'call' && dropping.test(e.fn.name)) found.push(e)
    open.push(...partsOf(e))
  }
  const harmless = new Set(filters ? conjunctsOf(expr) : [])
  for (const call of found) {
    const [arg] = call.args
    if (harmless.has(call) || arg?.kind === 'string') continue
    const written = arg === undefined ? 'ip' : p.text.slice(arg.span.start, arg.span.end)
    say(p, {
      code: 'sumo/drops-addresses',
      severity: 'warning',
      message: `rows where \`${written}\` is no IPv4 address are dropped here, whatever comes of \`${call.fn.name}\``,
      because: `the function drops them by itself (${pageOf('S/isprivateip')}): also null, names and IPv6`,
      help: `to keep them: \`if(isValidIPv4(${written}), ${call.fn.name}(${written}), false)\``,
      span: call.span,
    })
  }
}
