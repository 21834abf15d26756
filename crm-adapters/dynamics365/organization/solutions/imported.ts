/** A control as it lies in the organization once its solution is imported. */
export interface ImportedControl {
  /** `<prefix>_<namespace>.<constructor>`. */
  name: string
  version: string
  /** `ControlManifest.xml` and what it names, by path. */
  files: Map<string, Uint8Array>
}
