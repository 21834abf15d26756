import type { Xrm } from '../shell/xrm.ts'

/** As much of a form's client API as we use. */
export interface FormContext {
  data: {
    entity: {
      /** In braces and upper case; empty as long as the record has not been saved. */
      getId(): string
      getEntityName(): string
      /** On-premises has none. */
      addOnPostSave?(then: () => void): void
    }
  }
  ui: {
    tabs: { forEach(each: (tab: Tab) => void): void }
  }
  getControl(name: string): { getContentWindow?(): Promise<PageOfChat> } | null
}

/** The window of our page in a tab. */
export interface PageOfChat {
  setClientApiContext?(api: Xrm | undefined, form: FormContext): void
}

export interface Tab {
  getName(): string
  addTabStateChange(then: () => void): void
}

export interface ExecutionContext {
  getFormContext(): FormContext
}
