/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"

/*
 * Every block has a head directly in front of what the caller sees:
 *
 *     heap:  | head | bytes ...                 from malloc
 *     huge:  | unused page, head at its end | bytes ...      a mapping of its own
 *                                           ^ a multiple of 2 MiB
 */
struct head {
    size_t bytes; /* what the caller asked for */
    size_t mark;  /* MARK_HEAP or MARK_HUGE: anything else is no block of ours */
};

_Static_assert(sizeof(struct head) % _Alignof(max_align_t) == 0, "the head keeps the alignment");

#define MARK_HEAP       ((size_t)0x51a7b10c)
#define MARK_HUGE       ((size_t)0x51a7b16e)
#define PAGE_BYTES      ((size_t)64 << 10) /* or a multiple of it: systems differ */
#define HUGE_PAGE_BYTES ((size_t)2 << 20)

/* No block is larger: half a tebibyte, so that no sum below overflows on any machine of today. */
#define BLOCK_LIMIT_BYTES ((size_t)1 << 39)

static _Atomic size_t held_bytes;
static _Atomic size_t peak_bytes;
static _Atomic uint64_t allowance = UINT64_MAX;

/* Take one from the allowance of a test; false when it is used up. */
static bool take_allowance(void)
{
    uint64_t left = atomic_load_explicit(&allowance, memory_order_relaxed);
    while (left != UINT64_MAX) {
        if (left == 0) {
            return false;
        }
        if (atomic_compare_exchange_weak(&allowance, &left, left - 1)) {
            return true;
        }
    }
    return true;
}

static void count_more(size_t bytes)
{
    const size_t now = atomic_fetch_add_explicit(&held_bytes, bytes, memory_order_relaxed) + bytes;
    size_t peak = atomic_load_explicit(&peak_bytes, memory_order_relaxed);
    while (now > peak && !atomic_compare_exchange_weak_explicit(
                             &peak_bytes, &peak, now, memory_order_relaxed, memory_order_relaxed
                         )) {
    }
}

static void count_less(size_t bytes)
{
    (void)atomic_fetch_sub_explicit(&held_bytes, bytes, memory_order_relaxed);
}

/* The head of a block; stops the program when the pointer is none that was given out. */
static struct head *head_of(void *ptr)
{
    struct head *head = (struct head *)ptr - 1;
    SL_ASSERT(head->mark == MARK_HEAP || head->mark == MARK_HUGE);
    return head;
}

/* Write the head of a huge block in front of what the caller sees. */
static struct head *begin_huge(char *ptr, size_t bytes)
{
    struct head *head = (struct head *)(void *)ptr - 1;
    *head = (struct head){ .bytes = bytes, .mark = MARK_HUGE };
    return head;
}

#if defined(__SANITIZE_ADDRESS__)
#define CHECKED_HEAP 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHECKED_HEAP 1
#endif
#endif

#ifdef CHECKED_HEAP

/*
 * The address sanitizer knows only what comes from the heap: there it finds every step over an end,
 * and the pointers that a huge array holds. So with it huge blocks are taken from the heap.
 */
static struct head *map_huge(size_t bytes)
{
    void *base = NULL;
    if (posix_memalign(&base, PAGE_BYTES, PAGE_BYTES + bytes) != 0) {
        return NULL;
    }
    char *ptr = (char *)base + PAGE_BYTES;
    memset(ptr, 0, bytes);
    return begin_huge(ptr, bytes);
}

static void unmap_huge(struct head *head)
{
    free((char *)(head + 1) - PAGE_BYTES);
}

static struct head *remap_huge(struct head *head, size_t bytes)
{
    struct head *moved = map_huge(bytes);
    if (moved != NULL) {
        memcpy(moved + 1, head + 1, head->bytes < bytes ? head->bytes : bytes);
        unmap_huge(head);
    }
    return moved;
}

#else

/* The bytes of the mapping that holds a huge block: a page for the head, then whole pages. */
static size_t mapping_bytes(size_t bytes)
{
    return PAGE_BYTES + (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

/*
 * Reserve address space for a mapping whose second page begins on a multiple of 2 MiB: too much at
 * first, then both ends are given back. Gives the address of the first page, or NULL.
 */
static char *reserve_mapping(size_t total, int protection)
{
    const size_t wide = total + HUGE_PAGE_BYTES;
    char *base = mmap(NULL, wide, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) {
        return NULL;
    }
    const size_t off = ((uintptr_t)base + PAGE_BYTES) % HUGE_PAGE_BYTES;
    const size_t before = off == 0 ? 0 : HUGE_PAGE_BYTES - off;
    if (before > 0) {
        (void)munmap(base, before);
    }
    if (wide - before > total) {
        (void)munmap(base + before + total, wide - before - total);
    }
    return base + before;
}

/* Ask for huge pages. Advice only: without them everything still works. */
static void advise(char *base, size_t total)
{
    /*
     * The head's page is included, as mremap refuses a range of which one part was advised and
     * another not.
     */
    (void)madvise(base, total, MADV_HUGEPAGE);
}

/* A zeroed huge block. */
static struct head *map_huge(size_t bytes)
{
    const size_t total = mapping_bytes(bytes);
    char *base = reserve_mapping(total, PROT_READ | PROT_WRITE);
    if (base == NULL) {
        return NULL;
    }
    advise(base, total);
    return begin_huge(base + PAGE_BYTES, bytes);
}

static void unmap_huge(struct head *head)
{
    (void)munmap((char *)(head + 1) - PAGE_BYTES, mapping_bytes(head->bytes));
}

/*
 * Resize a huge block without copying: in place where the address space allows, else by moving its
 * pages to a new aligned place.
 */
static struct head *remap_huge(struct head *head, size_t bytes)
{
    char *base = (char *)(head + 1) - PAGE_BYTES;
    const size_t old_total = mapping_bytes(head->bytes);
    const size_t new_total = mapping_bytes(bytes);
    if (mremap(base, old_total, new_total, 0) != MAP_FAILED) {
        head->bytes = bytes;
        return head;
    }
    char *target = reserve_mapping(new_total, PROT_NONE);
    if (target == NULL) {
        return NULL;
    }
    if (mremap(base, old_total, new_total, MREMAP_MAYMOVE | MREMAP_FIXED, target) == MAP_FAILED) {
        (void)munmap(target, new_total);
        return NULL;
    }
    return begin_huge(target + PAGE_BYTES, bytes);
}

#endif

/* A new block, not counted yet. */
static struct head *new_block(size_t bytes, bool zero)
{
    if (bytes >= SL_MEMORY_HUGE_BYTES) {
        return map_huge(bytes);
    }
    const size_t total = sizeof(struct head) + bytes;
    struct head *head = zero ? calloc(1, total) : malloc(total);
    if (head != NULL) {
        *head = (struct head){ .bytes = bytes, .mark = MARK_HEAP };
    }
    return head;
}

/* Give a block back that is no longer counted. */
static void drop_block(struct head *head)
{
    const bool is_huge = head->mark == MARK_HUGE;
    head->mark = 0; /* so that freeing twice is found out while the memory is still ours */
    if (is_huge) {
        unmap_huge(head);
    } else {
        free(head);
    }
}

/* The bytes of an allocation, when it is possible and no test forbids it. */
static bool may_allocate(size_t count, size_t item_bytes, size_t *ret_bytes)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, item_bytes, &bytes) || bytes > BLOCK_LIMIT_BYTES ||
        !take_allowance()) {
        return false;
    }
    *ret_bytes = bytes;
    return true;
}

static void *allocate(size_t count, size_t item_bytes, bool zero)
{
    size_t bytes = 0;
    if (!may_allocate(count, item_bytes, &bytes)) {
        return NULL;
    }
    struct head *head = new_block(bytes, zero);
    if (head == NULL) {
        return NULL;
    }
    count_more(bytes);
    return head + 1;
}

void *sl_alloc(size_t count, size_t item_bytes)
{
    return allocate(count, item_bytes, false);
}

void *sl_calloc(size_t count, size_t item_bytes)
{
    return allocate(count, item_bytes, true);
}

/* Resize a block; NULL, and the block as it was, when that cannot be. */
static struct head *resize_block(struct head *head, size_t bytes)
{
    const bool was_huge = head->mark == MARK_HUGE;
    const bool is_huge = bytes >= SL_MEMORY_HUGE_BYTES;
    if (was_huge && is_huge) {
        return remap_huge(head, bytes);
    }
    if (!was_huge && !is_huge) {
        struct head *moved = realloc(head, sizeof(struct head) + bytes);
        if (moved != NULL) {
            moved->bytes = bytes;
        }
        return moved;
    }
    struct head *moved = new_block(bytes, false);
    if (moved != NULL) {
        memcpy(moved + 1, head + 1, head->bytes < bytes ? head->bytes : bytes);
        drop_block(head);
    }
    return moved;
}

void *sl_realloc(void *ptr, size_t count, size_t item_bytes)
{
    if (ptr == NULL) {
        return sl_alloc(count, item_bytes);
    }
    size_t bytes = 0;
    if (!may_allocate(count, item_bytes, &bytes)) {
        return NULL;
    }
    struct head *head = head_of(ptr);
    const size_t old_bytes = head->bytes;
    head = resize_block(head, bytes);
    if (head == NULL) {
        return NULL;
    }
    count_more(bytes);
    count_less(old_bytes);
    return head + 1;
}

void sl_free(void *ptr)
{
    if (ptr != NULL) {
        struct head *head = head_of(ptr);
        count_less(head->bytes);
        drop_block(head);
    }
}

void sl_memory_give_back(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

void sl_free_ptr(void *ptr_to_ptr)
{
    void *ptr = NULL;
    memcpy(&ptr, ptr_to_ptr, sizeof ptr);
    sl_free(ptr);
}

size_t sl_memory_held_bytes(void)
{
    return atomic_load_explicit(&held_bytes, memory_order_relaxed);
}

size_t sl_memory_peak_bytes(void)
{
    return atomic_load_explicit(&peak_bytes, memory_order_relaxed);
}

void sl_memory_reset_peak(void)
{
    atomic_store_explicit(&peak_bytes, sl_memory_held_bytes(), memory_order_relaxed);
}

void sl_memory_fail_after(uint64_t count)
{
    atomic_store(&allowance, count);
}
