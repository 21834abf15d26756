/** The properties of `ControlManifest.Input.xml` as the platform hands them over. */
export interface Inputs {
  anchor: ComponentFramework.PropertyTypes.StringProperty
  entityId: ComponentFramework.PropertyTypes.StringProperty
  entityName: ComponentFramework.PropertyTypes.StringProperty
  backendUrl: ComponentFramework.PropertyTypes.StringProperty
  installationId: ComponentFramework.PropertyTypes.StringProperty
}

export type Outputs = Record<string, never>
