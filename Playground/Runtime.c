// What a Swift program without an operating system asks of its C library: memory, a comparison, and numbers.

#include <stddef.h>
#include <stdint.h>

// Blocks come in sizes that are powers of two, each with a list of free ones. Memory grows, and is never given back.
enum { smallest = 4, sizes = 32, page = 65536 };

struct block {
  struct block *next;
};

static struct block *free_blocks[sizes];
extern unsigned char __heap_base;
static uintptr_t end_of_used;
static uintptr_t end_of_memory;

// The bytes before a block hold its size and where it begins, for `free`.
struct head {
  uint32_t size;
  uint32_t start;
};

static uintptr_t taken(size_t count) {
  if (end_of_used == 0) {
    end_of_used = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    end_of_memory = (uintptr_t)__builtin_wasm_memory_size(0) * page;
  }
  if (count > UINT32_MAX - end_of_used) __builtin_trap();
  uintptr_t start = end_of_used;
  end_of_used += count;
  if (end_of_used > end_of_memory) {
    size_t pages = (end_of_used - end_of_memory + page - 1) / page;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
    end_of_memory += pages * page;
  }
  return start;
}

int posix_memalign(void **result, size_t alignment, size_t count) {
  if (alignment < 16) alignment = 16;
  if (count > (UINT32_C(1) << 31) - alignment - sizeof(struct head)) __builtin_trap();
  size_t needed = count + alignment + sizeof(struct head);
  uint32_t size = smallest;
  while ((UINT32_C(1) << size) < needed) size += 1;
  uintptr_t start;
  if (free_blocks[size]) {
    start = (uintptr_t)free_blocks[size];
    free_blocks[size] = free_blocks[size]->next;
  } else {
    start = taken((size_t)1 << size);
  }
  uintptr_t content = (start + sizeof(struct head) + alignment - 1) & ~(uintptr_t)(alignment - 1);
  struct head *head = (struct head *)content - 1;
  head->size = size;
  head->start = (uint32_t)start;
  *result = (void *)content;
  return 0;
}

void free(void *content) {
  if (!content) return;
  struct head *head = (struct head *)content - 1;
  uint32_t size = head->size;
  struct block *block = (struct block *)(uintptr_t)head->start;
  block->next = free_blocks[size];
  free_blocks[size] = block;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *a = left, *b = right;
  for (; count > 0; count -= 1, a += 1, b += 1) {
    if (*a != *b) return *a < *b ? -1 : 1;
  }
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length]) length += 1;
  return length;
}

// The hashes of sets and dictionaries need no secret here: whoever makes a slow document slows a page of their own.
void arc4random_buf(void *bytes, size_t count) {
  for (size_t index = 0; index < count; index += 1) ((unsigned char *)bytes)[index] = (unsigned char)(index * 29 + 7);
}

// Functions with arrays on the stack check this word before they return.
uintptr_t __stack_chk_guard = 0x5EC0DE29;

void __stack_chk_fail(void) { __builtin_trap(); }

// A message before a trap has no reader; the page reports the trap itself.
int putchar(int character) { return character; }

// The page reads numbers. Every text that comes here is a number of JSON, or digits.
__attribute__((import_module("page"), import_name("number"))) double page_number(const char *text, size_t length);

const char *_swift_stdlib_strtod_clocale(const char *text, double *result) {
  size_t length = strlen(text);
  *result = page_number(text, length);
  return *result == *result ? text + length : NULL;
}

// The product of 128 bits that 64-bit multiplications with a check for overflow need.
struct wide {
  uint64_t low;
  uint64_t high;
};

void __multi3(struct wide *result, uint64_t a, uint64_t a_high, uint64_t b, uint64_t b_high) {
  const uint64_t half = 0xFFFFFFFF;
  uint64_t low = (a & half) * (b & half);
  uint64_t middle = (a >> 32) * (b & half) + (low >> 32);
  uint64_t other = (a & half) * (b >> 32) + (middle & half);
  result->low = (other << 32) | (low & half);
  result->high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32) + a * b_high + a_high * b;
}
