import anvil.server


def check_that_the_caller_may_see(number):
    if number > 100:
        raise anvil.server.PermissionDenied("Not yours.")
