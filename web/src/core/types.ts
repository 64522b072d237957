// SPDX-License-Identifier: Apache-2.0
// The forms of docs/formats/http.md.

export interface Span { begin: number; end: number; text: string }
export interface Party extends Span { name: string; country: string; sector: string; actor_id?: string | null }
export interface DateSpan extends Span { from: string | null; to: string | null }
export interface PlaceSpan extends Span { name: string; country: string }

export type Row = Record<string, unknown>;

export interface StatementMark {
  id: string; speaker: Party | null; addressee: Party | null; cue: Span | null; content: Span[];
  form: 'direct' | 'indirect' | 'mixed'; within: string | null; score: number; rule: string;
}

export interface EventMark {
  id: string; event_id: string | null; trigger: Span; type: string; mode: string; cameo: string; quad?: number;
  actors: Party[]; recipients: Party[]; status: Status; within: string | null; content_of: string | null;
  date: DateSpan | null; place: PlaceSpan | null; score: number; rule: string;
}

export interface Annotated {
  id: string; date: string | null; source: string; title: string; report?: Row;
  text: string; offsets: string; statements: StatementMark[]; events: EventMark[];
}

export type Status = 'happened' | 'ongoing' | 'planned' | 'requested' | 'threatened' | 'possible' | 'denied';
export interface FacetValue { value: string; label: string; rows: number }
export interface Facet { values: FacetValue[]; distinct: number; exact: boolean }
export interface Count { rows: number; reports?: number; sources?: number; exact?: boolean }
export interface Removed { without: string; values?: string; rows: number }

export interface Listing<R = Row> {
  data: R[]; page: {limit: number; next: string | null; next_url?: string | null};
  count?: Count; facets?: Record<string, Facet>; query?: {human?: string; revision?: number}; empty?: Removed[];
}

export interface One<R = Row> { data: R; query?: {revision?: number} }

/** One step of who says so. The first is the outermost, nearest to the report. */
export interface ChainStep { statement_id: string; speaker: string; speaker_id?: string; country: string; words?: string; cue: string; addressee: string }

export interface Telling {
  mention_id: string; report_id: string; source: string; title: string; published: string | null; status: Status; independent: boolean;
  reason: string; score: number; rule: string; quotes: {role: string; text: string; begin: number; end: number}[];
  snippet: {before: string; text: string; after: string}; chain: ChainStep[]; origin?: string;
}

export interface SeriesPoint { period: string; start: string; rows: number; reports: number; by?: Record<string, number> }
export interface Series { interval: string; by: string; keys: string[]; points: SeriesPoint[]; undated: number; exact: boolean }

export interface Trend { type: string; country: string; now: number; before: number; band: string }
export interface OverviewAnswer {
  from: string; to: string; today: string; counts: Record<string, number>; trends: Trend[];
  coming: Row[]; overdue: Row[]; speakers: Row[]; disputed: Row[]; models: string[];
}

export interface GraphNode { id: string; name: string; country: string; kind: string; rows: number; depth: number }
export interface GraphEdge { from: string; to: string; rows: number; quads: Record<string, number>; last: string }
export interface Graph { nodes: GraphNode[]; edges: GraphEdge[]; omitted: number }

export interface MapFeature {
  geometry: {coordinates: [number, number]};
  properties: {label: string; country: string; precision: string; places: number; rows: number; quads: Record<string, number>};
}
export interface MapAnswer { features: MapFeature[]; countries: FacetValue[]; without_place: number; unlocated: number }

export interface SearchHit {
  id: string; title: string; snippet: string; marks: [number, number][]; said_by: string; said_through: string; source: string;
  published: string; report_id: string;
}
export interface SearchAnswer { groups: {kind: string; rows: number; exact: boolean; hits: SearchHit[]}[]; nearest: string }
