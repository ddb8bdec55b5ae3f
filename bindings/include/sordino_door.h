/* The narrow door of Sordino: events and crash reports, and nothing else. Format: docs/formats/door.md */
#ifndef SORDINO_DOOR_H
#define SORDINO_DOOR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Offers one record. `engine` is what `Engine.door()` gave; any other number is answered, never followed.
 * `record` points at `length` bytes that nobody changes until this returns; they are read and not kept.
 *
 * Answers what became of it: 0 accepted, 1 held in memory, 2 held on disk, 3 keys not ready, from 16 on refused, by
 * the number of `Refusal`.
 */
int32_t sordino_record(uint64_t engine, const uint8_t *record, size_t length);

#ifdef __cplusplus
}
#endif

#endif
