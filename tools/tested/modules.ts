/** What must not be wrong: which files it is, and the tests that speak about it. */

export interface Module {
  name: string
  files: string[]
  /** Below test/, those first that notice most: a mutant nobody notices costs all of them. */
  tests: string[]
  /** Besides, where branches are counted: too slow to be asked about every mutant. */
  slow?: string[]
  /** Percent of its mutants that are noticed at least; absent where nobody has gone through all of them yet. */
  mutants?: number
  /** Percent of its branches that are gone at least. */
  branches: number
}

/** What a table is called and how an answer is typed is noticed by whatever asks. */
const of = (folder: string) => [`backend/${folder}/*.ts`, `!backend/${folder}/{tables,shown}.ts`]

const backend = (...names: string[]) => names.map((name) => `test/backend/${name}.test.ts`)

export const modules: readonly Module[] = [
  {
    name: 'access',
    files: of('access'),
    tests: backend(
      ...['standing-edges', 'standing', 'access', 'audit-private'],
      ...['documents-classes', 'documents-versions', 'invites'],
    ),
    slow: backend('parting-dynamics'),
    branches: 93,
  },
  {
    name: 'retention',
    files: of('retention'),
    tests: backend('retention-precedence', 'retention-days', 'retention-rules', 'files-expiry'),
    mutants: 87,
    branches: 93,
  },
  {
    name: 'errands',
    files: of('errands'),
    tests: backend('errands', 'errands-workers', 'errands-failing'),
    slow: backend('errands-topic'),
    branches: 98,
  },
  {
    name: 'audit',
    files: of('audit'),
    tests: backend(
      'audit',
      'audit-checking',
      'audit-looks',
      'audit-routes',
      'audit-export',
      'audit-tampering',
      'audit-texts',
    ),
    branches: 95,
  },
  {
    name: 'holds',
    files: of('holds'),
    tests: backend('holds-named', 'holds-hanging'),
    slow: backend('holds'),
    branches: 95,
  },
  {
    name: 'sending',
    files: ['backend/threads/messages.ts'],
    tests: backend('messages', 'reading', 'files-expiry'),
    slow: backend('approvals', 'files-sending'),
    branches: 92,
  },
]

/** Those named in TESTED_MODULES, or all. */
export function asked(named = process.env.TESTED_MODULES): Module[] {
  return modules.filter(({ name }) => !named || named.split(',').includes(name))
}

export function testsOf(modules: readonly Module[]): string[] {
  return [...new Set(modules.flatMap(({ tests }) => tests))]
}
