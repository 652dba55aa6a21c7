import fc from 'fast-check'

/** Draws random values one after the other, so that a generator reads like a program; fast-check shrinks what was drawn. */
export interface Draw {
  one<T>(...of: readonly T[]): T
  int(min: number, max: number): number
  boolean(): boolean
  /** Some of them, in any order. */
  some<T>(of: readonly T[], least: number, most: number): T[]
  /** As many as are drawn between the bounds. */
  many<T>(min: number, max: number, make: (index: number) => T): T[]
  from<T>(arbitrary: fc.Arbitrary<T>): T
}

/** Values that are made by drawing. */
export const drawn = <T>(make: (draw: Draw) => T): fc.Arbitrary<T> => fc.gen().map(value => make(drawing(value)))

function drawing(value: fc.GeneratorValue): Draw {
  // everything goes by integers, which shrink towards the first choice and the least number
  const int = (min: number, max: number): number => value(fc.integer, { min, max })
  const one = <T>(...of: readonly T[]): T => of[int(0, of.length - 1)] as T
  const many = <T>(min: number, max: number, make: (index: number) => T): T[] =>
    Array.from({ length: int(min, max) }, (_, i) => make(i))
  return {
    one,
    int,
    boolean: () => int(0, 1) === 1,
    some: (of, least, most) => {
      const left = [...of]
      return many(least, Math.min(most, of.length), () => left.splice(int(0, left.length - 1), 1)).flat()
    },
    many,
    from: arbitrary => value(same, arbitrary) as never,
  }
}

const same = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> => arbitrary
