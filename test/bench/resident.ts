/** Megabytes the server keeps in memory, by its own figures. */
export async function residentOf(url: string): Promise<number> {
  return (await figureOf(url, 'process_resident_memory_bytes')) / 2 ** 20
}

/** Megabytes of it that our own code holds on to, by its own figures. */
export async function heapOf(url: string): Promise<number> {
  return (await figureOf(url, 'nodejs_heap_size_used_bytes')) / 2 ** 20
}

/** Seconds of a core the server has worked since its start, by its own figures. */
export async function workedBy(url: string): Promise<number> {
  return figureOf(url, 'process_cpu_seconds_total')
}

async function figureOf(url: string, name: string): Promise<number> {
  const figures = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(figures)?.[1])
}
