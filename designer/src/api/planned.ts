/** Operations whose fields are not in the schema yet; each moves to `operations.ts` with them. */
import type { Json, Operation } from './operations'

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
