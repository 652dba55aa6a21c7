/** The version of the DuckDB that is embedded: `1.5.6`. */
export async function duckdbVersion(): Promise<string> {
  const { version } = await import('@duckdb/node-api')
  return version().replace(/^v/, '')
}
