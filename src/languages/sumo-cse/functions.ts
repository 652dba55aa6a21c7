/** What is known of a function of rule expressions; parsing, suggestions and lowering read this one table. */
export interface FunctionEntry {
  /** As the documentation spells it; case does not matter. */
  readonly name: string
  readonly arity: readonly [number, number]
  /** The function of log searches that does the same, where it has another name there. */
  readonly search?: string
}

const many = Number.POSITIVE_INFINITY
const f = (name: string, least: number, most = least, search?: string): FunctionEntry => ({
  name,
  arity: [least, most],
  ...(search === undefined ? {} : { search }),
})

/** Every function of rule expressions (docs/cse/rules/cse-rules-syntax.md; `lower`, `upper`, `int`, `float`, `fromHex` … are named there as equivalents). */
export const functions: readonly FunctionEntry[] = [
  f('if', 3),
  f('isNull', 1),
  f('isEmpty', 1),
  f('isBlank', 1),
  f('isNumeric', 1),
  f('array_contains', 2),
  f('jsonArrayContains', 2),
  f('size', 1),
  f('jsonArraySize', 1),
  f('anyHttpHeaderMatches', 2),
  f('hasThreatMatch', 1, 3),
  f('lower', 1, 1, 'toLowerCase'),
  f('toLowerCase', 1),
  f('upper', 1, 1, 'toUpperCase'),
  f('toUpperCase', 1),
  f('concat', 1, many),
  f('contains', 2),
  f('length', 1),
  f('substring', 2, 3),
  f('trim', 1),
  f('replace', 3),
  f('urlencode', 1),
  f('urldecode', 1),
  f('base64Encode', 1),
  f('toBase64', 1, 1, 'base64Encode'),
  f('base64Decode', 1),
  f('fromBase64', 1, 1, 'base64Decode'),
  f('hexToAscii', 1),
  f('fromHex', 1, 1, 'hexToAscii'),
  f('asciiToHex', 1),
  f('toHex', 1, 1, 'asciiToHex'),
  f('hexToDec', 1),
  f('decToHex', 1),
  f('luhn', 1),
  f('int', 1, 1, 'toInt'),
  f('toInt', 1),
  f('long', 1, 1, 'toLong'),
  f('toLong', 1),
  f('float', 1, 1, 'toDouble'),
  f('toFloat', 1, 1, 'toDouble'),
  f('double', 1, 1, 'toDouble'),
  f('toDouble', 1),
  f('num', 1),
  f('number', 1, 1, 'num'),
  f('toString', 1),
  f('isPrivateIP', 1),
  f('isPublicIP', 1),
  f('isReservedIP', 1),
  f('isValidIP', 1),
  f('isValidIPv4', 1),
  f('isValidIPv6', 1),
  f('ipv4ToNumber', 1),
  f('getCIDRPrefix', 2),
  f('compareCIDRPrefix', 3),
  f('maskFromCIDR', 1),
  f('haversine', 4),
  f('abs', 1),
  f('round', 1, 2),
  f('ceil', 1),
  f('floor', 1),
  f('max', 2),
  f('min', 2),
  f('sqrt', 1),
  f('cbrt', 1),
  f('exp', 1),
  f('expm1', 1),
  f('log', 1),
  f('log10', 1),
  f('log1p', 1),
  f('pow', 2),
  f('sin', 1),
  f('cos', 1),
  f('tan', 1),
  f('asin', 1),
  f('acos', 1),
  f('atan', 1),
  f('atan2', 2),
  f('sinh', 1),
  f('cosh', 1),
  f('tanh', 1),
  f('hypot', 2),
  f('toDegrees', 1),
  f('toRadians', 1),
]

const byName = new Map(functions.map(e => [e.name.toLowerCase(), e]))

/** The function of that name, in any case. */
export const functionNamed = (name: string): FunctionEntry | undefined => byName.get(name.toLowerCase())

/** Every name, as spelled. */
export const functionNames: readonly string[] = functions.map(e => e.name)
