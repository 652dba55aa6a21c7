import type { DuckDBConnection } from '@duckdb/node-api'
import type { Value } from '../../event/value.ts'
import type { ReferenceFunction } from '../sql/expr.ts'
import type { Library } from './database.ts'
import { libraryType, readerOf, writerOf } from './values.ts'

/** Makes a function of the definition callable in SQL. It runs in this thread, about 500,000 times a second. */
export function offer(fn: ReferenceFunction, connection: DuckDBConnection, library: Library): void {
  const readers = fn.parameters.map(readerOf)
  const write = writerOf(fn.result, library)
  const answer = (args: readonly Value[]): Value =>
    fn.nulls === 'strict' && args.includes(null) ? null : fn.evaluate(args)
  connection.registerScalarFunction(
    library.DuckDBScalarFunction.create({
      name: fn.name,
      parameterTypes: fn.parameters.map(type => libraryType(type, library)),
      returnType: libraryType(fn.result, library),
      specialHandling: fn.nulls === 'handled',
      mainFunction: (_, input, output) => {
        const vectors = readers.map((read, i) => ({ read, vector: input.getColumnVector(i) }))
        for (let row = 0; row < input.rowCount; row++)
          output.setItem(row, write(answer(vectors.map(({ read, vector }) => read(vector.getItem(row))))))
        output.flush()
      },
    }),
  )
}
