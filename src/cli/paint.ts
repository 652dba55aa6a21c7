import colors from 'picocolors'
import { type Paint, plain } from '../base/frame.ts'

/**
 * Colours for a stream: on a terminal, unless NO_COLOR is set (https://no-color.org) or the terminal is dumb; FORCE_COLOR
 * decides before all else (`0` is off).
 */
export function paintFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  const force = env['FORCE_COLOR']
  const noColor = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== ''
  const wanted = force !== undefined && force !== '' ? force !== '0' : !noColor && isTerminal && env['TERM'] !== 'dumb'
  if (!wanted) return plain
  const c = colors.createColors(true)
  return { error: c.red, warning: c.yellow, note: c.cyan, good: c.green, strong: c.bold, dim: c.dim }
}
