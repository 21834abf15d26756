import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disagreements, tool } from '../../manifests/dynamics365/build/conform.ts'

// The tool is fetched by `npm run build:solution -- --conform` only: it is large, and not free software.
test.skipIf(!existsSync(tool))(
  'Microsoft’s own tool builds the control, and makes of its manifest what we make of it',
  async () => {
    expect(await disagreements()).toEqual([])
  },
  120_000,
)
