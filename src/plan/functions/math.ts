import type { PlanFunction } from './function.ts'
import { roundTo } from './round-to.ts'
import { float, int, takes } from './signature.ts'

const example = (types: PlanFunction['examples'][number]['types'], args: readonly number[], gives: number) => ({
  args,
  types,
  gives,
})

/** A function of one number, as IEEE 754 and ECMA-262 have it: NaN where it has no value. */
const ofOne = (doc: string, evaluate: (x: number) => number, given: number, gives: number): PlanFunction => ({
  doc,
  ...takes(['float'], 'float'),
  nulls: 'strict',
  evaluate: ([x]) => evaluate(float(x)),
  examples: [
    example(['float'], [given], gives),
    example(['float'], [Number.NaN], Number.NaN),
    example(['float'], [0], evaluate(0)),
  ],
})

/** A function of two numbers. */
const ofTwo = (
  doc: string,
  evaluate: (x: number, y: number) => number,
  given: readonly [number, number],
  gives: number,
): PlanFunction => ({
  doc,
  ...takes(['float', 'float'], 'float'),
  nulls: 'strict',
  evaluate: ([x, y]) => evaluate(float(x), float(y)),
  examples: [example(['float', 'float'], given, gives), example(['float', 'float'], [Number.NaN, 1], Number.NaN)],
})

const round_to: PlanFunction = {
  doc: 'The nearest number with so many decimals (fewer than none: whole tens, hundreds…), halves of the number as it is written away from zero.',
  ...takes(['float', 'int'], 'float'),
  nulls: 'strict',
  evaluate: ([x, places]) => roundTo(float(x), int(places)),
  examples: [
    { args: [1.549, 2n], types: ['float', 'int'], gives: 1.55 },
    { args: [1.005, 2n], types: ['float', 'int'], gives: 1.01 },
    { args: [-2.5, 0n], types: ['float', 'int'], gives: -3 },
    { args: [1250, -2n], types: ['float', 'int'], gives: 1300 },
    { args: [9.99, 1n], types: ['float', 'int'], gives: 10 },
    { args: [Number.POSITIVE_INFINITY, 2n], types: ['float', 'int'], gives: Number.POSITIVE_INFINITY },
  ],
}

const degrees = Math.PI / 180
/** Kilometres. */
const earthRadius = 6372.8

/** Great-circle distance by the haversine formula. */
function distance(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const [dLat, dLon] = [(lat2 - lat1) * degrees, (lon2 - lon1) * degrees]
  const a = Math.sin(dLat / 2) ** 2 + Math.sin(dLon / 2) ** 2 * Math.cos(lat1 * degrees) * Math.cos(lat2 * degrees)
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(a)))
}

const earth_distance: PlanFunction = {
  doc: 'Kilometres between two places on earth, given by latitude, longitude, latitude and longitude in degrees; the earth is a ball with a radius of 6372.8 km.',
  ...takes(['float', 'float', 'float', 'float'], 'float'),
  nulls: 'strict',
  evaluate: ([lat1, lon1, lat2, lon2]) => distance(float(lat1), float(lon1), float(lat2), float(lon2)),
  examples: [
    { args: [0, 0, 0, 0], types: ['float', 'float', 'float', 'float'], gives: 0 },
    { args: [0, 0, 0, 180], types: ['float', 'float', 'float', 'float'], gives: 20020.741661298915 },
  ],
}

export const math = {
  sqrt: ofOne('The square root.', Math.sqrt, 2, Math.SQRT2),
  cbrt: ofOne('The cube root.', Math.cbrt, 27, 3),
  exp: ofOne('e to the power of the number.', Math.exp, 1, Math.E),
  expm1: ofOne('e to the power of the number, less 1, exact near 0.', Math.expm1, 1e-10, 1.00000000005e-10),
  log: ofOne('The natural logarithm.', Math.log, 8, 2.0794415416798357),
  log10: ofOne('The logarithm to base 10.', Math.log10, 1000, 3),
  log1p: ofOne('The natural logarithm of 1 plus the number, exact near 0.', Math.log1p, 1e-10, 9.9999999995e-11),
  sin: ofOne('The sine of an angle in radians.', Math.sin, 1, 0.8414709848078965),
  cos: ofOne('The cosine of an angle in radians.', Math.cos, 1, 0.5403023058681398),
  tan: ofOne('The tangent of an angle in radians.', Math.tan, 1, 1.5574077246549023),
  asin: ofOne('The angle in radians with this sine.', Math.asin, 1, Math.PI / 2),
  acos: ofOne('The angle in radians with this cosine.', Math.acos, -1, Math.PI),
  atan: ofOne('The angle in radians with this tangent.', Math.atan, 1, Math.PI / 4),
  sinh: ofOne('The hyperbolic sine.', Math.sinh, 1, 1.1752011936438014),
  cosh: ofOne('The hyperbolic cosine.', Math.cosh, 1, 1.5430806348152437),
  tanh: ofOne('The hyperbolic tangent.', Math.tanh, 1, 0.7615941559557649),
  pow: ofTwo('The first number to the power of the second.', (x, y) => x ** y, [2, 10], 1024),
  atan2: ofTwo('The angle in radians of a point, its second coordinate given first.', Math.atan2, [1, 1], Math.PI / 4),
  hypot: ofTwo('The square root of the sum of the squares.', (x, y) => Math.hypot(x, y), [3, 4], 5),
  round_to,
  earth_distance,
}
