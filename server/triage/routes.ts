import { Hono } from 'hono';
import type { RoomDeps } from '../warehouse/room-deps.ts';

export function triageRoutes(_deps: RoomDeps) {
  return new Hono();
}
