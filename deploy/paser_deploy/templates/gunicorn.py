"""The web processes. Written by deploy/up; changes made here are overwritten."""

bind = "127.0.0.1:{{web_port}}"
pythonpath = "{{conf}}"
workers = 2
# A worker is renewed now and then, so that memory lost by a library does not add up.
max_requests = 2000
max_requests_jitter = 400
timeout = 60
graceful_timeout = 15
forwarded_allow_ips = "127.0.0.1"
control_socket_disable = True
