/** What is known of a function of log searches; parsing, suggestions and documentation read this one table. */
export interface FunctionEntry {
  /** As the documentation spells it; case does not matter. */
  readonly name: string
  readonly aliases?: readonly string[]
  /** Least and most arguments. */
  readonly arity: readonly [number, number]
  /** Page of the vendor's documentation, without `.md`; short forms as in SEMANTICS.md. */
  readonly page: string
  readonly meaning: string
}

const many = Number.POSITIVE_INFINITY
const f = (
  name: string,
  arity: readonly [number, number],
  page: string,
  meaning: string,
  ...aliases: string[]
): FunctionEntry => (aliases.length === 0 ? { name, arity, page, meaning } : { name, arity, page, meaning, aliases })

/** Every function that may stand in an expression of a log search (S/, M/, P/; CH for those without a page). */
export const functions: readonly FunctionEntry[] = [
  f('if', [3, 3], 'S/if', 'the second argument where the first holds, else the third'),
  f('isNull', [1, 1], 'S/isnull-isempty-isblank', 'whether the value is missing'),
  f('isEmpty', [1, 1], 'S/isnull-isempty-isblank', 'whether the value is missing or the empty text'),
  f('isBlank', [1, 1], 'S/isnull-isempty-isblank', 'whether the value is missing, empty or only white space'),
  f('isNumeric', [1, 1], 'S/isnumeric', 'whether the text reads as a number'),

  f('concat', [2, 16], 'S/concat', 'the values as text, one after the other'),
  f('contains', [2, 2], 'S/contains', 'whether the first text holds the second'),
  f('format', [1, many], 'S/format', 'values put into a text by a Java format'),
  f('formatDate', [1, 3], 'S/formatdate', 'a time as text'),
  f('length', [1, 1], 'S/length', 'number of characters'),
  f('replace', [3, 3], 'S/replace', 'every occurrence of a text or regular expression replaced'),
  f('substring', [2, 3], 'S/substring', 'part of a text, positions from 0, the end excluded'),
  f('toLowerCase', [1, 1], 'S/tolowercase-touppercase', 'the text in lower case'),
  f('toUpperCase', [1, 1], 'S/tolowercase-touppercase', 'the text in upper case'),
  f('trim', [1, 1], 'S/trim', 'the text without white space at its ends'),
  f('tourl', [1, 4], 'CH', 'a link, shown by its text'),
  f('urlencode', [1, 1], 'S/urlencode', 'the text percent-encoded'),
  f('urldecode', [1, 1], 'S/urldecode', 'the percent-encoded text decoded'),
  f('base64Encode', [1, 2], 'S/base64encode', 'the text in base 64'),
  f('base64Decode', [1, 2], 'S/base64decode', 'the text behind its base 64'),
  f('hash', [1, 2], 'S/hash', 'a digest in hexadecimal, MD5 unless another is named'),
  f('hexToAscii', [1, 1], 'S/hextoascii', 'the text behind its hexadecimal bytes'),
  f('asciiToHex', [1, 1], 'S/asciitohex', 'the bytes of a text in hexadecimal'),
  f('hexToDec', [1, 1], 'S/hextodec', 'a hexadecimal number in decimal'),
  f('decToHex', [1, 1], 'S/dectohex', 'a number in hexadecimal'),
  f('luhn', [1, 1], 'S/luhn', 'whether the digits pass the Luhn check'),
  f('jsonArrayContains', [2, 2], 'S/jsonarraycontains', 'whether a JSON array holds the value'),
  f('jsonArraySize', [1, 1], 'S/jsonarraysize', 'number of values in a JSON array'),

  f('num', [1, 1], 'S/num', 'the value as a number', 'number'),
  f('toDouble', [1, 1], 'S/manually-cast-data-string-number', 'the value as a floating-point number', 'double'),
  f('toLong', [1, 1], 'S/manually-cast-data-string-number', 'the value as a long integer', 'long'),
  f('toInt', [1, 1], 'S/manually-cast-data-string-number', 'the value as an integer', 'int'),
  f('toString', [1, 1], 'S/manually-cast-data-string-number', 'the value as text'),

  f('now', [0, 0], 'CH', 'the present time in milliseconds'),
  f('queryStartTime', [0, 0], 'CH', 'start of the searched time range in milliseconds'),
  f('queryEndTime', [0, 0], 'CH', 'end of the searched time range in milliseconds'),
  f('queryTimeRange', [0, 0], 'S/querytimerange', 'length of the searched time range in milliseconds'),
  f('parseDate', [2, 3], 'P/parsedate', 'a text read as a time in milliseconds'),
  f('parseHex', [1, 1], 'P/parsehex', 'a hexadecimal text read as a number'),
  f('toMillis', [1, 1], 'S/tomillis', 'a time in milliseconds'),
  f('fromMillis', [1, 1], 'S/frommillis', 'milliseconds as a time'),
  f('fromSeconds', [1, 1], 'S/fromseconds', 'seconds as a time'),

  f(
    'isPrivateIP',
    [1, 1],
    'S/isprivateip',
    'whether the IPv4 address is private; rows with an invalid address are dropped',
  ),
  f(
    'isPublicIP',
    [1, 1],
    'S/ispublicip',
    'whether the IPv4 address is public; rows with an invalid address are dropped',
  ),
  f(
    'isReservedIP',
    [1, 1],
    'S/isreservedip',
    'whether the IPv4 address is reserved; rows with an invalid address are dropped',
  ),
  f('isValidIP', [1, 1], 'S/isvalidip', 'whether the text is an IP address'),
  f('isValidIPv4', [1, 1], 'S/isvalidip', 'whether the text is an IPv4 address'),
  f('isValidIPv6', [1, 1], 'S/isvalidip', 'whether the text is an IPv6 address'),
  f('ipv4ToNumber', [1, 1], 'S/ipv4tonumber', 'an IPv4 address as a number'),
  f('getCIDRPrefix', [2, 2], 'S/cidr', 'the network prefix of an address'),
  f('compareCIDRPrefix', [3, 3], 'S/cidr', 'whether two addresses lie in one network'),
  f('maskFromCIDR', [1, 1], 'S/cidr', 'the network mask of a prefix length'),
  f('haversine', [4, 4], 'S/haversine', 'distance of two places on earth in kilometres'),

  f('abs', [1, 1], 'M/abs', 'the absolute value'),
  f('round', [1, 2], 'M/round', 'the nearest number with so many decimals'),
  f('ceil', [1, 1], 'M/ceil', 'the next integer above'),
  f('floor', [1, 1], 'M/floor', 'the next integer below'),
  f('max', [2, 2], 'M/max', 'the greater of two numbers'),
  f('min', [2, 2], 'M/min', 'the lesser of two numbers'),
  f('sqrt', [1, 1], 'M/sqrt', 'the square root'),
  f('cbrt', [1, 1], 'M/cbrt', 'the cube root'),
  f('exp', [1, 1], 'M/exp', 'e to the power of the number'),
  f('expm1', [1, 1], 'M/expm1', 'e to the power of the number, less 1'),
  f('log', [1, 1], 'M/log', 'the natural logarithm'),
  f('log10', [1, 1], 'M/log10', 'the logarithm to base 10'),
  f('log1p', [1, 1], 'M/log1p', 'the natural logarithm of 1 plus the number'),
  f('pow', [2, 2], 'M/pow', 'the first number to the power of the second'),
  f('sin', [1, 1], 'M/sin', 'the sine'),
  f('cos', [1, 1], 'M/cos', 'the cosine'),
  f('tan', [1, 1], 'M/tan', 'the tangent'),
  f('asin', [1, 1], 'M/asin', 'the inverse sine'),
  f('acos', [1, 1], 'M/acos', 'the inverse cosine'),
  f('atan', [1, 1], 'M/atan', 'the inverse tangent'),
  f('atan2', [2, 2], 'M/atan2', 'the angle of a point'),
  f('sinh', [1, 1], 'M/sinh', 'the hyperbolic sine'),
  f('cosh', [1, 1], 'M/cosh', 'the hyperbolic cosine'),
  f('tanh', [1, 1], 'M/tanh', 'the hyperbolic tangent'),
  f('hypot', [2, 2], 'M/hypot', 'the length of the hypotenuse'),
  f('toDegrees', [1, 1], 'M/todegrees', 'an angle in degrees'),
  f('toRadians', [1, 1], 'M/toradians', 'an angle in radians'),
  f('isNaN', [1, 1], 'CH', 'whether the number is not a number'),
  f('isInfinity', [1, 1], 'CH', 'whether the number is infinite', 'isInfinite'),

  f('lookupContains', [2, many], 'S/lookupcontains', 'whether a lookup table has a row for the key'),
]

const byName = new Map(functions.flatMap(e => [e.name, ...(e.aliases ?? [])].map(n => [n.toLowerCase(), e] as const)))

/** The function of that name, in any case. */
export const functionNamed = (name: string): FunctionEntry | undefined => byName.get(name.toLowerCase())

/** Every name of every function, as spelled. */
export const functionNames: readonly string[] = functions.flatMap(e => [e.name, ...(e.aliases ?? [])])
