export function bundledNode(): string | null;
export function electronRuntime(folder?: string): string | null;
