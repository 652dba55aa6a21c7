/** What comes of work on each item, in the order of the items, with at most so many under way at a time. Rejects with the first that fails. */
export async function eachAtOnce<A, B>(
  items: readonly A[],
  most: number,
  work: (item: A) => Promise<B>,
): Promise<readonly B[]> {
  const done: B[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) done[at] = await work(items[at] as A)
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  return done
}
