/** A way into JSON: a key of an object, or a position in an array. */
export type JsonStep = { readonly key: string } | { readonly index: number }

/**
 * A path such as `a.b[0].c`, `$.a` or `['odd key'].x`, taken apart; undefined where it is not written so. Inside quotes a
 * backslash keeps the next character. O(length).
 */
export function parseJsonPath(path: string): readonly JsonStep[] | undefined {
  const steps: JsonStep[] = []
  const step =
    /\.?(?<key>[^.[\]]+)|\[(?<index>[0-9]{1,9})\]|\[(?:'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)")\]/suy
  step.lastIndex = path.startsWith('$') ? 1 : 0
  let at = step.lastIndex
  while (at < path.length) {
    const dotted = path[at] === '.'
    const found = step.exec(path)?.groups
    // a dot separates a key from what is before it, so it neither begins a path nor may be missing between two keys
    if (found === undefined || (found['key'] !== undefined && dotted !== at > 0) || found['key'] === '*')
      return undefined
    if (found['key'] !== undefined) steps.push({ key: found['key'] })
    else if (found['index'] !== undefined) steps.push({ index: Number(found['index']) })
    else steps.push({ key: (found['single'] ?? found['double'] ?? '').replace(/\\(.)/gsu, '$1') })
    at = step.lastIndex
  }
  return steps.length > 0 ? steps : undefined
}
