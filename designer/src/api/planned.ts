/** Operations whose fields are not in the schema yet; each moves to `operations.ts` with them. */
import type { Json, Operation } from './operations'

/** A question of the property panel, as the backend asks it. */
export interface FieldPropertyFacts {
  key: string
  question: string
  editor: string
  section: 'WHAT' | 'LOOK' | 'PLACE' | 'WHEN' | 'MORE'
  help: string
  unit: string
  minimum: number | null
  maximum: number | null
  step: number | null
  choices: { value: Json; label: string }[]
}

export interface FieldKindsResult {
  fieldKinds: {
    kind: string
    label: string
    group: string
    help: string
    icon: string
    width: number
    height: number
    preset: Json
    mustBind: boolean
    binds: string[]
    isContainer: boolean
    properties: FieldPropertyFacts[]
  }[]
}

export const fieldKindsQuery: Operation<FieldKindsResult, Record<string, never>> = `query FieldKinds {
  fieldKinds {
    kind
    label
    group
    help
    icon
    width
    height
    preset
    mustBind
    binds
    isContainer
    properties {
      key
      question
      editor
      section
      help
      unit
      minimum
      maximum
      step
      choices {
        value
        label
      }
    }
  }
}`

export interface FormDataItemsResult {
  formDataItems: {
    name: string
    label: string
    path: string[]
    type: string
    list: string | null
    choices: { value: string; label: string }[]
    sample: string
  }[]
}

export const formDataItemsQuery: Operation<FormDataItemsResult, Record<string, never>> = `query FormDataItems {
  formDataItems {
    name
    label
    path
    type
    list
    choices {
      value
      label
    }
    sample
  }
}`

export interface SampleFamiliesResult {
  sampleFamilies: { code: string; label: string; description: string }[]
}

export const sampleFamiliesQuery: Operation<SampleFamiliesResult, Record<string, never>> = `query SampleFamilies {
  sampleFamilies {
    code
    label
    description
  }
}`

export interface AddFormAssetResult {
  addFormAsset:
    | { __typename: 'FormAsset'; sha256: string; kind: string; mediaType: string; widthMm: number; heightMm: number; pageCount: number; path: string }
    | { __typename: string; message: string }
}

export const addFormAssetMutation: Operation<AddFormAssetResult, { input: { file: null; page?: number | null } }> = `mutation AddFormAsset($input: AddFormAssetInput!) {
  addFormAsset(input: $input) {
    __typename
    ... on FormAsset {
      sha256
      kind
      mediaType
      widthMm
      heightMm
      pageCount
      path
    }
    ... on Refusal {
      message
    }
  }
}`

export interface LayOutFormVariables {
  input: { template: Json; family: string; known?: string | null; isBlank?: boolean | null; isPrePrinted?: boolean | null }
}

export interface LayOutFormResult {
  layOutForm: {
    hash: string
    fonts: Json
    pages: Json
    findings: {
      severity: 'ERROR' | 'WARNING' | 'HINT'
      code: string
      message: string
      elementId: string
      page: string
      place: string
      family: string
      excessMm: number | null
    }[]
  }
}

export const layOutFormQuery: Operation<LayOutFormResult, LayOutFormVariables> = `query LayOutForm($input: LayOutFormInput!) {
  layOutForm(input: $input) {
    hash
    fonts
    pages
    findings {
      severity
      code
      message
      elementId
      page
      place
      family
      excessMm
    }
  }
}`

export interface DraftOfFormResult {
  formDefinition: {
    id: string
    title: string
    mayEdit: boolean
    draft: { version: number; template: Json } | null
  } | null
}

export const draftOfFormQuery: Operation<DraftOfFormResult, { id: string }> = `query DraftOfForm($id: ID!) {
  formDefinition(id: $id) {
    id
    title
    mayEdit
    draft {
      version
      template
    }
  }
}`
