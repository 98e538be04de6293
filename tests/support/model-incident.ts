// What an incident is, said a second time and as simply as it can be: no events, no effects, no store.

export type ModelPhase = 'triage' | 'active' | 'monitoring' | 'closed';

export interface ModelIncident {
  readonly key: string;
  phase: ModelPhase;
  severity: string | undefined;
  /** Duties that are not done; after a grading or a reopening they are read from the program. */
  open: Set<string>;
  notes: number;
  acknowledged: number;
  episodes: number;
  draft: 'none' | 'pending' | 'approved';
  /** Votes that the text needs; read from the program, like the duties. */
  quorum: number;
  readonly votes: Set<string>;
}

export interface Model {
  readonly incidents: ModelIncident[];
  /** What was sent, so that it can be sent once more. */
  readonly sent: {
    readonly receiptId: string;
    readonly as: string;
    readonly line: string;
    readonly room: string;
  }[];
  receipts: number;
}

export const emptyModel = (): Model => ({ incidents: [], sent: [], receipts: 0 });

const RUNNING: readonly ModelPhase[] = ['triage', 'active', 'monitoring'];
const isRunning = ({ phase }: ModelIncident): boolean => RUNNING.includes(phase);

/** The key of the n-th incident of the day. */
const keyOf = (n: number): string => `INC-20261201-${String(n).padStart(2, '0')}`;

/** Each gives whether it is taken, and does to the model what it should do to the program. */
export const model = {
  declare: ({ incidents }: Model): boolean => {
    incidents.push({
      key: keyOf(incidents.length + 1),
      phase: 'triage',
      severity: undefined,
      open: new Set(),
      notes: 0,
      acknowledged: 0,
      episodes: 1,
      draft: 'none',
      quorum: 0,
      votes: new Set(),
    });
    return true;
  },
  grade: (incident: ModelIncident, severity: string): boolean => {
    if (!isRunning(incident) || incident.severity === severity) return false;
    incident.severity = severity;
    if (incident.phase === 'triage') incident.phase = 'active';
    return true;
  },
  note: (incident: ModelIncident): boolean => {
    incident.notes += 1;
    return true;
  },
  taskDone: (incident: ModelIncident, task: string): boolean =>
    isRunning(incident) && incident.open.delete(task),
  draft: (incident: ModelIncident): boolean => {
    if (incident.draft !== 'none') return false;
    incident.draft = 'pending';
    return true;
  },
  vote: (incident: ModelIncident, voter: string, cast: boolean): boolean => {
    if (incident.draft !== 'pending' || incident.votes.has(voter) === cast) return false;
    if (cast) incident.votes.add(voter);
    else incident.votes.delete(voter);
    if (incident.votes.size >= incident.quorum) incident.draft = 'approved';
    return true;
  },
  resolve: (incident: ModelIncident): boolean => {
    if (incident.phase !== 'active') return false;
    incident.phase = 'monitoring';
    return true;
  },
  close: (incident: ModelIncident): boolean => {
    if (incident.phase !== 'monitoring') return false;
    incident.phase = 'closed';
    incident.open.clear();
    return true;
  },
  reopen: (incident: ModelIncident): boolean => {
    if (incident.phase !== 'monitoring' && incident.phase !== 'closed') return false;
    incident.phase = incident.severity === undefined ? 'triage' : 'active';
    incident.episodes += 1;
    return true;
  },
};
