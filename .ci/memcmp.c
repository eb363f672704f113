/* How the released program compares strings: eight bytes at a time. What a static program gets otherwise goes byte by
 * byte, and was an eighth of the time in which a large site sees a new title. */
#include <stddef.h>
#include <stdint.h>

int memcmp(const void *one, const void *other, size_t count) {
    const unsigned char *here = one, *there = other;
    for (; count >= sizeof(uint64_t); here += sizeof(uint64_t), there += sizeof(uint64_t), count -= sizeof(uint64_t)) {
        uint64_t first, second;
        __builtin_memcpy(&first, here, sizeof first);
        __builtin_memcpy(&second, there, sizeof second);
        if (first != second) {
            return __builtin_bswap64(first) < __builtin_bswap64(second) ? -1 : 1;
        }
    }
    for (; count > 0; here++, there++, count--) {
        if (*here != *there) {
            return *here < *there ? -1 : 1;
        }
    }
    return 0;
}

int bcmp(const void *one, const void *other, size_t count) {
    return memcmp(one, other, count);
}
