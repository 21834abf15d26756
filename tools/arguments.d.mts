export function withKeys(given: string[]): string[]
