import Host

// The student's code behind a pipe: see Host.
Host.serve()
