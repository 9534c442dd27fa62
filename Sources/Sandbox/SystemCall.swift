#if os(Linux)
  /// The numbers of the system calls that a submission may make, which differ from machine to
  /// machine.
  enum SystemCall {
    static let clone3: UInt32 = 435

    /// The operations of `prctl` that are allowed: to name a thread or, by `PR_SET_VMA`, a piece of
    /// memory.
    static let controls: [UInt32] = [15, 16, 0x5356_4d41]

    /// The operations of `ioctl` that are allowed: whether this is a terminal and how large it is,
    /// how much there is to read, and a descriptor's flags.
    static let devices: [UInt32] = [0x5401, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451]

    // `ofTheNetwork`: socket connect ptrace process_vm_readv process_vm_writev io_uring_setup.
    #if arch(x86_64)
      static let machine: UInt32 = 0xc000_003e
      static let seccomp = 317
      static let (getCapabilities, setCapabilities) = (125, 126)
      static let clone: UInt32 = 56
      static let limits: UInt32 = 302  // prlimit64
      static let signals: [UInt32] = [62, 234]  // kill, tgkill
      static let control: UInt32 = 157  // prctl
      static let device: UInt32 = 16  // ioctl

      static let ofTheNetwork: [UInt32] = [41, 42, 101, 310, 311, 425]

      static let allowed: [UInt32] = [
        0, 1, 3, 8, 17, 19, 20,  // read write close lseek pread64 readv writev
        9, 10, 11, 12, 25, 28,  // mmap mprotect munmap brk mremap madvise
        202, 228, 24, 35, 230,  // futex clock_gettime sched_yield nanosleep clock_nanosleep
        2, 257, 4, 5, 6, 262, 332,  // open openat stat fstat lstat newfstatat statx
        21, 269, 439, 89, 267, 217, 79, 80,  // access faccessat… readlink… getdents64 …cwd chdir
        22, 293, 32, 33, 292, 72, 436,  // pipe pipe2 dup dup2 dup3 fcntl close_range
        7, 271, 23, 270,  // poll ppoll select pselect6
        213, 291, 233, 232, 281, 290,  // epoll_create… epoll_ctl epoll_wait epoll_pwait eventfd2
        283, 286, 287,  // timerfd_create timerfd_settime timerfd_gettime
        13, 14, 15, 127, 128, 130, 131, 34, 37,  // rt_sig… sigaltstack pause alarm
        39, 110, 186, 102, 104, 107, 108, 111, 121, 124,  // getpid getppid gettid getuid…
        63, 95, 96, 97, 98, 99, 100, 201, 229,  // uname umask gettimeofday getrlimit getrusage…
        143, 145, 146, 147, 204, 324,  // sched_get… membarrier
        158, 218, 219, 273, 334, 318,  // arch_prctl set_tid_address restart… … rseq getrandom
        59, 60, 231, 137, 138,  // execve exit exit_group statfs fstatfs
      ]
    #else
      static let machine: UInt32 = 0xc000_00b7
      static let seccomp = 277
      static let (getCapabilities, setCapabilities) = (90, 91)
      static let clone: UInt32 = 220
      static let limits: UInt32 = 261
      static let signals: [UInt32] = [129, 131]
      static let control: UInt32 = 167
      static let device: UInt32 = 29

      static let ofTheNetwork: [UInt32] = [198, 203, 117, 270, 271, 425]

      static let allowed: [UInt32] = [
        63, 64, 57, 62, 67, 65, 66,  // read write close lseek pread64 readv writev
        222, 226, 215, 214, 216, 233,  // mmap mprotect munmap brk mremap madvise
        98, 113, 124, 101, 115,  // futex clock_gettime sched_yield nanosleep clock_nanosleep
        56, 80, 79, 291,  // openat fstat newfstatat statx
        48, 439, 78, 61, 17, 49,  // faccessat faccessat2 readlinkat getdents64 getcwd chdir
        59, 23, 24, 25, 436,  // pipe2 dup dup3 fcntl close_range
        73, 72,  // ppoll pselect6
        20, 21, 22, 19,  // epoll_create1 epoll_ctl epoll_pwait eventfd2
        85, 86, 87,  // timerfd_create timerfd_settime timerfd_gettime
        132, 133, 134, 135, 136, 137, 139,  // sigaltstack rt_sig…
        172, 173, 178, 174, 175, 176, 177, 155, 156,  // getpid getppid gettid getuid…
        160, 166, 169, 163, 165, 179, 153, 114,  // uname umask gettimeofday getrlimit getrusage…
        120, 121, 123, 125, 126, 283,  // sched_get… membarrier
        96, 128, 99, 293, 278,  // set_tid_address restart_syscall set_robust_list rseq getrandom
        221, 93, 94, 43, 44,  // execve exit exit_group statfs fstatfs
      ]
    #endif
  }
#endif
