import { Hono } from 'hono';
import type { RoomDeps } from '../warehouse/room-deps.ts';

export function quotasRoutes(_deps: RoomDeps) {
  return new Hono();
}
